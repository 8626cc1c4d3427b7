-- Languages of a chatbot's knowledge, its own first; null takes those that its sources and FAQs are
-- found to be in.
alter table chatbots add column languages text[];
