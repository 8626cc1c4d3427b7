-- Languages of a chatbot's knowledge, its own first; null takes those that its sources and FAQs are
-- found to be in.
alter table chatbots add column languages text[];

-- Of a source or an FAQ: as its owner says, and as its text was read. The job `find-languages` reads
-- those that nobody has looked at yet, and has what is not English read again.
alter table sources add column language text, add column language_found text;
alter table faqs add column language text, add column language_found text;
create index sources_without_language on sources (chatbot_id) where language_found is null;
create index faqs_without_language on faqs (chatbot_id) where language_found is null;

-- By whose stemmer and stop words a passage's terms were made; English until now.
alter table passages add column language text not null default 'en';
create index passages_language on passages (chatbot_id, language);
