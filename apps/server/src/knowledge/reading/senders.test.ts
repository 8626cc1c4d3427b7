/** Pages and PDFs as the programs that write most of them do, by their documentation and exports. */
import { describe, expect, it } from 'vitest';
import { makePages } from '../../testing/pdf.ts';
import { withoutInvisible } from './invisible.ts';
import { readHtml } from './readHtml.ts';
import { readPdf } from './readPdf.ts';

const pages: [sender: string, html: string, expected: string[]][] = [
  [
    'WordPress',
    `<body class="page-template-default"><header id="masthead"><nav id="site-navigation"><ul><li><a href="/">Home</a></li></ul></nav></header>
      <main><article><h1 class="entry-title">Tickets</h1><div class="entry-content">
      <figure class="wp-block-table is-style-stripes"><table class="has-fixed-layout"><thead><tr><th>Who</th><th class="has-text-align-right" data-align="right">Price</th></tr></thead><tbody><tr><td>Adult</td><td>9&nbsp;€</td></tr></tbody><tfoot><tr><td>Group</td><td>7 €</td></tr></tfoot></table><figcaption class="wp-element-caption">Prices from May</figcaption></figure>
      <details class="wp-block-details"><summary>Are dogs allowed?</summary><p>On a lead.</p></details>
      <p>Bring a coat, since the upper halls are not heated in the cold months.</p></div></article></main>
      <div id="respond"><form id="commentform"><label>Comment</label><textarea></textarea><input type="submit" value="Post"></form></div><footer id="colophon">Powered</footer></body>`,
    [
      '# Tickets',
      '| Who | Price |\n| --- | --- |\n| Adult | 9 € |\n| Group | 7 € |',
      'Prices from May',
      'Are dogs allowed?',
      'On a lead.',
      'Bring a coat, since the upper halls are not heated in the cold months.',
    ],
  ],
  [
    'Shopify',
    `<title>Shipping – Shop</title><main id="MainContent" class="content-for-layout"><div class="rte"><h1 class="main-page-title">Shipping</h1>
      <table style="width: 100%;" data-mce-fragment="1"><tbody><tr><td style="width: 50%;"><strong>Country</strong></td><td style="width: 50%;"><strong>Rate</strong></td></tr><tr><td>Norway</td><td>12 €</td></tr></tbody></table>
      <p><span data-mce-fragment="1">Now </span><s class="price-item--regular">24 €</s> <span class="price-item--sale">19 €</span></p></div>
      <form method="post" action="/cart/add" class="form"><input type="hidden" name="id" value="1"><select name="id"><option>Red / S</option></select><button>Add to cart</button></form>
      <script type="application/ld+json">{"@type":"FAQPage"}</script></main>`,
    [
      '# Shipping',
      '| **Country** | **Rate** |\n| --- | --- |\n| Norway | 12 € |',
      'Now ~~24 €~~ 19 €',
    ],
  ],
  [
    'SharePoint',
    `<form method="post" action="./Canteen.aspx" id="aspnetForm"><div class="aspNetHidden"><input type="hidden" name="__VIEWSTATE" value="/wEPDwUK${'QUJD'.repeat(50)}"></div>
      <div class="ms-rtestate-field"><h2>Canteen</h2><p>&#8203;</p><table class="ms-rteTable-default"><tbody><tr class="ms-rteTableHeaderRow-default"><th class="ms-rteTableHeaderEvenCol-default" rowspan="1" colspan="1">Day</th><th>Meal</th></tr><tr><td>Monday</td><td>Soup, 4 €</td></tr></tbody></table></div></form>`,
    ['## Canteen', '| Day | Meal |\n| --- | --- |\n| Monday | Soup, 4 € |'],
  ],
  [
    'Notion',
    `<html><head><title>House rules</title></head><body><article class="page sans"><header><h1 class="page-title">House rules</h1><table class="properties"><tbody><tr class="property-row property-row-select"><th><span class="icon property-icon"></span>Status</th><td><span class="selected-value">Live</span></td></tr></tbody></table></header>
      <div class="page-body"><ul class="toggle"><li><details open=""><summary>Quiet hours</summary><p class="">From 22:00 to 7:00.</p></details></li></ul><figure class="callout"><div><span class="icon">💡</span></div><div><p>Keys at the desk.</p></div></figure></div></article></body></html>`,
    [
      '# House rules',
      '|  |  |\n| --- | --- |\n| Status | Live |',
      '*   Quiet hours',
      'From 22:00 to 7:00.',
      '💡',
      'Keys at the desk.',
    ],
  ],
  [
    'Google Docs',
    `<html><head><meta content="text/html; charset=UTF-8" http-equiv="content-type"><style type="text/css">.c1{color:#000}</style></head><body class="c2 doc-content"><h1 class="c4" id="h.1"><span class="c1">Returns</span></h1><p class="c0"><span class="c1">Within 30&nbsp;days.</span></p>
      <table class="c5"><tr class="c6"><td class="c7" colspan="1" rowspan="1"><p class="c8"><span class="c1">Item</span></p></td><td class="c7" colspan="1" rowspan="1"><p class="c8"><span class="c1">Days</span></p></td></tr><tr class="c6"><td class="c7"><p><span>Shoes</span></p></td><td class="c7"><p><span>14</span></p></td></tr></table></body></html>`,
    ['# Returns', 'Within 30 days.', '| Item | Days |\n| --- | --- |\n| Shoes | 14 |'],
  ],
];

describe('a page written by', () => {
  it.each(pages)('%s is read whole, and nothing around it', (_, html, expected) => {
    const { text, unread } = readHtml(html);
    const blocks = withoutInvisible(text)
      .split(/\n\s*\n/)
      .map((block) => block.trim());
    expect(blocks.filter(Boolean)).toEqual(expected);
    expect(unread).toBeNull();
  });
});

const documents: [sender: string, content: string, expected: string][] = [
  [
    'Word',
    // Every run is marked content, clipped to the page and split for kerning.
    `/P <</MCID 0>> BDC q 0.000008871 0 595.32 841.92 re W* n BT /F1 11.04 Tf 1 0 0 1 72.024 700.08 Tm 0 g [(D)3(el)5(ivery tak)-2(es)] TJ ET Q
q 0.000008871 0 595.32 841.92 re W* n BT /F1 11.04 Tf 1 0 0 1 150.4 700.08 Tm 0 g [( two day)4(s)] TJ ET Q EMC
/P <</MCID 1>> BDC q BT /F1 11.04 Tf 1 0 0 1 72.024 670.08 Tm 0 g [(Returns are free.)] TJ ET Q EMC`,
    'Delivery takes two days\n\nReturns are free.',
  ],
  [
    'LaTeX',
    // Words divided by kerning instead of spaces, and at the ends of lines by hyphens.
    `BT /F1 9.96 Tf 91.9 700 Td [(W)83(e)-333(ship)-333(to)-333(all)-333(coun-)]TJ 0 -11.95 Td [(tries)-333(of)-333(Europ)-28(e.)]TJ 0 -29 Td [(T)83(rac)28(king)-333(is)-333(free.)]TJ ET`,
    'We ship to all countries of Europe.\n\nTracking is free.',
  ],
  [
    'Chromium',
    // The page is turned over and made smaller, then each text turned back.
    `.24 0 0 -.24 0 792 cm q BT /F1 50 Tf 1 0 0 -1 208.33 300 Tm (Boat) Tj 1 0 0 -1 1000 300 Tm (Price) Tj ET BT /F1 50 Tf 1 0 0 -1 208.33 390 Tm (Canoe) Tj 1 0 0 -1 1000 390 Tm (9 euros) Tj ET Q`,
    '| Boat | Price |\n| --- | --- |\n| Canoe | 9 euros |',
  ],
  [
    'wkhtmltopdf',
    // Each letter is placed on its own, in a page made smaller.
    `.12 0 0 -.12 28 764 cm q BT /F1 100 Tf 1 0 0 -1 0 0 Tm ${[...'Free'].map((letter, index) => `1 0 0 -1 ${[0, 61.1, 94.4, 150][index]} 600 Tm (${letter}) Tj`).join(' ')} ${[...'tea'].map((letter, index) => `1 0 0 -1 ${[233.4, 261.2, 316.8][index]} 600 Tm (${letter}) Tj`).join(' ')} ET Q`,
    'Free tea',
  ],
];

describe('a PDF written by', () => {
  it.each(documents)('%s is read in words, lines and tables', async (_, content, expected) => {
    const { text, unread } = await readPdf(makePages([content]));
    expect(text).toBe(expected);
    expect(unread).toBeNull();
  });
});
