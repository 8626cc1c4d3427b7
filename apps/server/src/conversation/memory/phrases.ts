/**
 * How visitors tell what they are called, wear, and where they live, in the languages of the bot's own
 * sentences beside English. Each is an alternation of a regular expression, in lower case; `'` stands
 * for both apostrophes.
 */
export interface Phrases {
  /** What may stand before a statement without changing it. */
  opening: string;
  /** What stands before a name and nothing else. */
  called: string;
  /** What may stand before a name, and before much else. */
  am: string;
  my: string;
  /** How a statement of one's own size begins, beside “my size”. */
  mine: string;
  size: string;
  /** What stands right before a size when the word for it is left out, “ich trage 42”. */
  wear: string;
  live: string;
  comeFrom: string;
  orderNumber: string;
  customerNumber: string;
  /** Between a property and its value. */
  is: string;
  /** Where another statement begins. */
  and: string;
  /** What makes a size not theirs, or a statement not sure. */
  not: string;
  /** “For my sister”: what follows is about somebody else. */
  forOthers: string;
}

export const phrases: Record<'de' | 'fr' | 'es' | 'it' | 'nl' | 'pt' | 'pl', Phrases> = {
  de: {
    opening:
      'hallo|hi|hey|moin|servus|guten (?:tag|morgen|abend)|danke|ja|nein|ok(?:ay)?|also|übrigens|eigentlich|doch|sorry|entschuldigung|tut mir leid|korrektur|bitte merken|merk dir',
    called:
      '(?:ich hei(?:ß|ss)e|mein (?:voller |vor|nach)?name (?:ist|lautet))(?: übrigens| eigentlich| nämlich)?|nenn(?:en sie)? mich',
    am: 'ich bin(?: der| die)?|hier (?:ist|schreibt|spricht)',
    my: 'meine?',
    mine: 'ich|wir|trage|habe?|brauche|nehme',
    size: '(?:schuh|kleider|konfektions|hosen)?gr(?:ö|oe)(?:ß|ss)e',
    wear: '(?:ich )?trage(?: eine?)?|trage ich(?: eine?)?',
    live: '(?:(?:ich |wir )?(?:wohnen?|leben?)|(?:wohne|lebe) ich)(?: jetzt| derzeit)? in',
    comeFrom: '(?:(?:ich |wir )?kommen?|komme ich) aus',
    orderNumber: 'meine? (?:bestellnummer|auftragsnummer|bestellung)',
    customerNumber: 'meine kundennummer',
    is: 'ist|lautet|hat die nummer',
    and: 'und|aber',
    not: 'nicht|kein\\p{L}*|nie|wenn|falls|ob|vielleicht|glaube|denke|zurück\\p{L}*|umtausch\\p{L}*|umgetauscht|zu (?:klein|groß|gross|eng|weit)',
    forOthers: 'für (?:meine[nmr]?|unsere[nmr]?|eine?n?|jemand\\p{L}*)',
  },
  fr: {
    opening:
      'bonjour|bonsoir|salut|coucou|merci|oui|non|ok|alors|en fait|pardon|désolée?|au fait|notez que|retiens que',
    called:
      "je m'appelle|je me nomme|mon (?:nom|prénom|prenom)(?: complet)? (?:est|c'est)|appelez-moi|appelle-moi",
    am: "je suis|c'est|moi,? c'est",
    my: 'ma|mon',
    mine: "je|j'\\p{L}+|nous|porte",
    size: 'taille|pointure',
    wear: '(?:je )?(?:porte|fais|chausse)(?: du| un| une| le| la)?',
    live: "(?:(?:j')?habite|(?:je )?vis|nous habitons|nous vivons)(?: maintenant)? (?:à|a|en|au|aux)",
    comeFrom: "je (?:viens|suis originaire) (?:de|du|des|d')",
    orderNumber: 'mon numéro de (?:commande|suivi)|ma commande',
    customerNumber: 'mon numéro (?:de )?client',
    is: "est(?: le| du)?|c'est|porte le numéro",
    and: 'et|mais',
    not: "ne|n'\\p{L}+|pas|jamais|si|peut-être|crois|pense|rendu|renvoyé\\p{L}*|échang\\p{L}*|trop (?:petit|grand|serré|large)\\p{L}*",
    forOthers: 'pour (?:m[aeo]\\p{L}*|notre|nos|une?|quelqu\\p{L}*)',
  },
  es: {
    opening:
      'hola|buenos días|buenas(?: tardes| noches)?|gracias|sí|ok|vale|pues|en realidad|perdón|perdona|por cierto',
    called: 'me llamo|mi nombre(?: completo)? es|ll[áa]m(?:ame|eme|enme)',
    am: '(?:yo )?soy(?: el| la)?',
    my: 'mi',
    mine: 'yo|uso|llevo|tengo|calzo|necesito|pedí|he pedido|he comprado|compré',
    size: 'talla|n[úu]mero(?: de (?:zapato|pie|calzado))?',
    wear: '(?:yo )?(?:calzo|uso|llevo)(?: un| una| el| la)?',
    live: '(?:yo )?(?:vivo|vivimos)(?: ahora)? en',
    comeFrom: '(?:yo )?(?:soy|vengo|somos|venimos) de',
    orderNumber: 'mi (?:n[úu]mero de )?pedido',
    customerNumber: 'mi n[úu]mero de cliente',
    is: 'es(?: el| la)?',
    and: 'y|pero',
    not: 'no|nunca|si|quizás?|creo|pienso|devol\\p{L}*|devuel\\p{L}*|cambi\\p{L}*|demasiado',
    forOthers: 'para (?:mi|mis|nuestr\\p{L}*|una?|alguien)',
  },
  it: {
    opening:
      'ciao|salve|buongiorno|buonasera|grazie|sì|ok|allora|in realtà|scusa|scusi|a proposito',
    called: '(?:io )?mi chiamo|il mio nome(?: completo)? è|chiam(?:ami|atemi|imi)',
    am: '(?:io )?sono(?: il| la)?',
    my: 'la mia|il mio',
    mine: 'io|ho|porto|indosso|uso|calzo|mi serve|prendo',
    size: 'taglia|misura|numero(?: di (?:scarpe|piede))?',
    wear: '(?:io )?(?:calzo|porto|indosso)(?: il| la| un| una)?',
    live: '(?:io )?(?:vivo|abito|viviamo|abitiamo)(?: ora)? (?:a|ad|in)',
    comeFrom: "(?:io )?(?:vengo|veniamo) (?:da|dal|dalla|dall')",
    orderNumber: "il mio (?:numero d(?:'|i )ordine|ordine)|il numero del mio ordine",
    customerNumber: 'il mio (?:numero|codice) cliente',
    is: 'è(?: il| la)?|ha il numero',
    and: 'e|ma',
    not: 'non|mai|se|forse|credo|penso|restitu\\p{L}*|reso|cambi\\p{L}*|troppo',
    forOthers:
      "per (?:m(?:io|ia|iei|ie)|il mio|la mia|i miei|le mie|nostr\\p{L}*|un|una|un'|qualcun\\p{L}*)",
  },
  nl: {
    opening:
      'hallo|hoi|hey|hi|goede(?:morgen|middag|navond)|dag|bedankt|dank je|ja|nee|ok(?:é)?|eigenlijk|sorry|trouwens',
    called:
      'ik heet(?: trouwens| eigenlijk)?|mijn (?:volledige |voor|achter)?naam is|noem (?:me|mij)',
    am: 'ik ben(?: de)?',
    my: 'mijn|onze',
    mine: 'ik|wij|we|draag|heb',
    size: '(?:schoen|kleding)?maat',
    wear: '(?:ik )?draag(?: een)?|draag ik(?: een)?',
    live: '(?:(?:ik )?(?:woon|leef)|wij wonen|we wonen|woon ik)(?: nu)? in',
    comeFrom: '(?:ik kom|wij komen|we komen) uit',
    orderNumber: 'mijn (?:bestelnummer|ordernummer|bestelling)',
    customerNumber: 'mijn klantnummer',
    is: 'is|heeft nummer',
    and: 'en|maar',
    not: 'niet|geen|nooit|als|indien|misschien|denk|geloof|terug\\p{L}*|retour\\p{L}*|ruil\\p{L}*|geruild|te (?:klein|groot|krap|wijd)',
    forOthers: 'voor (?:mijn|onze?|een|iemand)',
  },
  pt: {
    opening:
      'olá|oi|bom dia|boa (?:tarde|noite)|obrigad[oa]|sim|ok|na verdade|desculpe|desculpa|aliás',
    called:
      '(?:eu )?(?:chamo-me|me chamo)|(?:o )?meu nome(?: completo)? é|(?:pode )?(?:me chamar|chamar-me|me chame|chame-me)(?: de)?',
    am: '(?:eu )?sou(?: o| a)?|aqui é(?: o| a)?',
    my: '(?:o )?meu|(?:a )?minha',
    mine: 'eu|uso|visto|calço|tenho|preciso|pedi|comprei',
    size: 'tamanho|número',
    wear: '(?:eu )?(?:calço|visto|uso)(?: o| um| uma)?',
    live: '(?:eu )?(?:moro|vivo|moramos|vivemos)(?: agora)? (?:em|no|na)',
    comeFrom: '(?:eu )?(?:venho|sou|somos) d[eoa]',
    orderNumber:
      '(?:o )?(?:meu (?:número (?:de|da|do) )?(?:pedido|encomenda)|número d[oa] (?:meu|minha) (?:pedido|encomenda))|(?:a )?minha encomenda',
    customerNumber: '(?:o )?meu número de cliente',
    is: 'é(?: o| a)?',
    and: 'e|mas',
    not: 'não|nunca|se|talvez|acho|penso|devolv\\p{L}*|troca\\p{L}*|troquei|demasiado|muito',
    forOthers: 'para (?:(?:o )?meus?|(?:a )?minhas?|noss\\p{L}*|uma?|alguém)',
  },
  pl: {
    opening:
      'cześć|hej|witam|dzień dobry|dobry wieczór|dziękuję|dzięki|tak|ok|właściwie|przepraszam|swoją drogą',
    called: 'nazywam się|mam na imię|moje imię(?: to| i nazwisko to)?|mów(?:cie)? mi',
    am: '(?:ja )?jestem|tu',
    my: 'mój|moja|moje',
    mine: 'ja|mam|noszę|potrzebuję|zamówił[ae]m|kupił[ae]m',
    size: 'rozmiar(?:u|em)?(?: buta)?|numer buta',
    wear: '(?:ja )?noszę',
    live: '(?:ja )?(?:mieszkam|mieszkamy)(?: teraz)? we?',
    comeFrom: '(?:ja )?(?:pochodzę|jestem|jesteśmy) ze?',
    orderNumber: '(?:mój )?numer (?:mojego )?zamówienia|moje zamówienie',
    customerNumber: '(?:mój )?numer klienta',
    is: 'to|jest',
    and: 'i|a|ale',
    not: 'nie|nigdy|jeśli|jeżeli|gdyby|czy|może|chyba|myślę|zwr\\p{L}*|wymi\\p{L}*|za (?:mał|duż|ciasn|szerok)\\p{L}*',
    forOthers: 'dla (?:moj\\p{L}*|mej|nasz\\p{L}*|kogoś)',
  },
};
