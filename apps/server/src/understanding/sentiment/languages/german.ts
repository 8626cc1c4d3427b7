import { type Language, raise, soften, valued, wordSet } from './language.ts';
import { stemmedValences } from './stemmed.ts';

/** Ours, by judgement: what visitors of a business write. */
export const german: Language = {
  commonWords:
    wordSet(`aber alle als am auch auf aus bei bin bis bitte das dass dein dem den der des
    dich dir doch du durch ein eine einem einen einer es euch euer für fuer gibt habe haben hat hatte
    heute ich ihr ihre ihren im immer ist ja jetzt kann kein keine können koennen lieferung man mein
    meine meinem meinen meiner mich mir mit muss nach nicht noch nur oder schon sehr sein seit sich
    sie sind so und uns unser vom von vor wann warum was weil wenn wer werden wie wieder wir wird wo
    wurde zu zum zur über ueber bestellung ware paket danke hallo`),
  valenceOf: stemmedValences({
    language: 'german',
    lists: [
      [
        3.2,
        `perfekt perfekte fantastisch wunderbar großartig grossartig genial hervorragend
        ausgezeichnet begeistert liebe spitze spitzenklasse klasse weltklasse traumhaft geil mega`,
      ],
      [
        2.3,
        `gut gute guter gutes super toll tolle danke vielen dank dankeschön dankeschoen zufrieden
        freundlich freut freue empfehlen empfehlenswert gefällt gefaellt hilfreich prima schön schoen
        lecker kompetent zuverlässig zuverlaessig top glücklich gluecklich lob liebevoll nett`,
      ],
      [
        1.2,
        `okay schnell einfach bequem sauber funktioniert geklappt klappt pünktlich puenktlich
        gern gerne unkompliziert fair`,
      ],
      [
        -1,
        `langsam problem probleme leider teuer verspätet verspaetet verspätung verspaetung fehlt
        fehler beschädigt beschaedigt unklar kompliziert umständlich umstaendlich reklamation`,
      ],
      [
        -2,
        `schlecht schlechte schlechter kaputt defekt enttäuscht enttaeuscht enttäuschend
        enttäuschung enttaeuschend unfreundlich unzufrieden nervig nervt ärgerlich aergerlich ärger
        mangelhaft unbrauchbar schade traurig sauer falsch unverschämt unverschaemt minderwertig
        unzuverlässig mies miese doof blöd bloed dumm`,
      ],
      [
        -3.2,
        `schrecklich furchtbar katastrophe katastrophal scheiße scheisse scheiß mist müll muell
        schrott hasse betrug betrüger betrueger abzocke frechheit wütend wuetend grauenhaft
        unterirdisch miserabel schlimm schlimmste schlechteste ekelhaft widerlich arschloch saftladen
        unmöglich verarscht`,
      ],
    ],
  }),
  negations: wordSet(
    'nicht nich nie niemals kein keine keinen keinem keiner keines ohne nichts kaum',
  ),
  negatesBackwards: true,
  intensifiers: valued([
    [
      raise,
      'sehr total echt wirklich absolut extrem richtig so super mega völlig voellig besonders',
    ],
    [soften, 'etwas ein bisschen bißchen wenig ziemlich leicht fast'],
  ]),
  relievers: wordSet(
    'gelöst geloest behoben lösen loesen beheben verhindert vermeiden statt repariert',
  ),
  dampers: wordSet('wäre waere würde wuerde könnte koennte sollte wenn falls'),
  practical:
    wordSet(`problem probleme fehlt fehler defekt kaputt beschädigt beschaedigt falsch verspätet
    verspaetet verspätung reklamation teuer schnell einfach funktioniert gut empfehlen`),
  questionWords: wordSet(
    `was welche welcher wer wann wo warum wie kann könnte ist sind habe haben gibt muss darf wird`,
  ),
  contrasts: wordSet('aber jedoch allerdings'),
};
