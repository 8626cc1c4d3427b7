import { type Language, raise, soften, valued, wordSet } from './language.ts';
import { stemmedValences } from './stemmed.ts';

/** Ours, by judgement: what visitors of a business write. */
export const spanish: Language = {
  commonWords:
    wordSet(`al algo ahora aquí aqui así asi aún aun cómo como con cuando cuándo cuánto cual
    de del desde donde dónde el ella en eres es esta está esta están este esto estoy fue ha hace hasta
    hay he hola la las le les llega lo los me mi mis muy más mas nada ni no nos o otra otro para pedido
    pero por porque puede puedo que qué quiero se ser si sí sin sobre son su sus también tambien te
    tengo tiene todo tu tus un una uno y ya yo favor envío envio paquete producto servicio gracias`),
  valenceOf: stemmedValences({
    language: 'spanish',
    lists: [
      [
        3.2,
        `perfecto perfecta genial excelente excelentes fantástico fantastico maravilloso maravillosa
        increíble increible estupendo estupenda encanta encantó encantado encantada amo mejor
        extraordinario magnífico magnifico espectacular`,
      ],
      [
        2.3,
        `bueno buena buen bien gracias contento contenta feliz satisfecho satisfecha recomiendo
        recomendable amable gusta gustó bonito bonita útil guapo rico eficiente profesional fiable
        super agradable`,
      ],
      [1.2, `rápido rapido rápida fácil facil cómodo comodo limpio funciona vale ok puntual`],
      [
        -1,
        `lento lenta problema problemas caro cara retraso desgraciadamente lamentablemente falta
        error dañado dañada complicado queja reclamación tarde`,
      ],
      [
        -2,
        `malo mala mal roto rota decepcionado decepcionada decepcionante decepción decepcion
        defectuoso defectuosa insatisfecho descontento triste enfadado enfadada enojado enojada molesto
        molesta inútil inutil grosero feo peor averiado estropeado estropeada desagradable lástima`,
      ],
      [
        -3.2,
        `horrible terrible pésimo pesimo pésima pesima fatal desastre desastroso mierda estafa
        estafadores vergüenza verguenza vergonzoso asco asqueroso odio inaceptable furioso furiosa
        ladrones robo basura`,
      ],
    ],
  }),
  negations: wordSet('no nunca jamás jamas sin nada ni tampoco ningún ninguna'),
  negatesBackwards: false,
  intensifiers: valued([
    [raise, 'muy súper super tan demasiado realmente totalmente absolutamente extremadamente'],
    [soften, 'poco algo casi bastante'],
  ]),
  relievers: wordSet('resuelto solucionado resolver solucionar arreglado evitar contra'),
  dampers: wordSet('sería seria podría podria debería deberia si falta'),
  practical:
    wordSet(`problema problemas roto rota falta error dañado dañada defectuoso retraso reclamación
    averiado tarde rápido rapido fácil facil funciona vale bien recomienda recomiendan`),
  questionWords: wordSet(
    `qué que cuál cual quién cuándo cuando dónde donde cómo como cuánto puedo pueden tienen hay`,
  ),
  contrasts: wordSet('pero sino'),
};
