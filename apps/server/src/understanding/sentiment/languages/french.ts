import { type Language, raise, soften, valued, wordSet } from './language.ts';
import { stemmedValences } from './stemmed.ts';

/** Ours, by judgement: what visitors of a business write. */
export const french: Language = {
  commonWords: wordSet(`ai au aussi avec avez avoir aux bonjour c'est ça ca ce ces cette chez comme
    comment commande dans de depuis des dois du elle elles en encore est et être etre êtes fait faut
    il ils j'ai je jour jours la le les leur livraison lui ma mais mes moi mon n'est ne nous on ont ou
    où par pas peut peux plus pour pourquoi puis-je qu'il quand que quel quelle qui quoi sa sans ses
    si son sont suis sur ta te tes toujours tout très tres tu un une va veux vos votre vous y colis
    produit svp s'il merci`),
  valenceOf: stemmedValences({
    language: 'french',
    clean: (word) => word.replace(/^(?:[cdjlmnst]|qu)'/, ''),
    lists: [
      [
        3.2,
        `parfait parfaite génial géniale genial excellent excellente magnifique merveilleux
        merveilleuse incroyable fantastique adore extraordinaire formidable exceptionnel exceptionnelle
        meilleur meilleure bravo impeccable`,
      ],
      [
        2.3,
        `bon bonne bien merci super content contente satisfait satisfaite ravi ravie heureux
        heureuse aime recommande sympa sympathique aimable agréable utile efficace top cool beau belle
        gentil gentille fiable délicieux professionnel mercis`,
      ],
      [
        1.2,
        `rapide rapidement facile simple propre pratique correct correcte marche fonctionne ok
        mieux d'accord`,
      ],
      [
        -1,
        `lent lente problème probleme problèmes cher chère retard malheureusement manque erreur
        abîmé abimé endommagé endommagée compliqué compliquée bug réclamation plainte`,
      ],
      [
        -2,
        `mauvais mauvaise mal déçu déçue decu décevant décevante deception déception cassé cassée
        casse défectueux défectueuse nul nulle insatisfait mécontent mécontente triste dommage faux
        inutile pénible enerve énervé énervant énervée impoli désagréable inadmissible moche bête pire
        lamentable perdu panne agacé`,
      ],
      [
        -3.2,
        `horrible terrible affreux affreuse catastrophe catastrophique merde arnaque arnaqueur
        arnaqueurs escroc escrocs escroquerie honte honteux honteuse scandaleux scandaleuse déteste
        deteste furieux furieuse inacceptable dégueulasse nullissime colère vol voleurs pourri pourrie
        désastreux minable`,
      ],
    ],
  }),
  negations: wordSet("pas jamais sans rien aucun aucune ni n'est guère"),
  negatesBackwards: true,
  intensifiers: valued([
    [raise, 'très tres vraiment trop tellement extrêmement super hyper si absolument totalement'],
    [soften, 'peu assez presque plutôt plutot'],
  ]),
  relievers: wordSet('résolu resolu résoudre réparé évité éviter corrigé contre'),
  dampers: wordSet('serait pourrait devrait si manque'),
  practical:
    wordSet(`problème probleme problèmes cassé cassée manque erreur abîmé endommagé endommagée
    défectueux défectueuse retard réclamation perdu panne faux rapide facile marche fonctionne bien
    recommande`),
  questionWords: wordSet(
    `que quel quelle qui quand où comment pourquoi combien puis-je est-ce peut-on`,
  ),
  contrasts: wordSet('mais cependant pourtant'),
};
