import { type AutomationTemplate, action, graphOf, trigger } from './template.ts';

export const orderStatus: AutomationTemplate = {
  id: 'order-status',
  title: 'Say where an order is',
  description:
    'Who asks where an order is tells its number; your shop is asked, and its answer is passed on.',
  needs: 'the address at which your shop gives the status of an order',
  graph: graphOf(
    [
      trigger('asks', 'A visitor asks where an order is', {
        kind: 'message_received',
        textContains: ['where is my order', 'order status', 'track my order', 'my parcel'],
      }),
      action('ask_order', 'Ask for its number', {
        kind: 'ask_visitor',
        question: 'What is the number of your order? It is in the e-mail that confirmed it.',
      }),
      action('order', 'Ask the shop', {
        kind: 'http_request',
        // Only the owner knows it: the check asks for it before this can be published.
        url: '',
        sample: { status: 'sent', arrivesOn: 'Friday' },
      }),
      action('tell', 'Pass it on', {
        kind: 'send_message',
        text: 'Your order {{ steps.ask_order.answer }}: {{ steps.order.body.status }}. We expect it to arrive on {{ steps.order.body.arrivesOn }}.',
      }),
      action('hand_over', 'Hand over', {
        kind: 'hand_over',
        message: 'I cannot find that order. I am getting somebody for you.',
        note: 'Order {{ steps.ask_order.answer }} was not found.',
      }),
    ],
    ['asks>ask_order', 'ask_order.answered>order', 'order>tell', 'order.error>hand_over'],
  ),
};
