import { termsOf } from '../../knowledge/language.ts';
import { unpackVector } from '../../understanding/packVector.ts';

/** A fact as the database has it. */
export interface StoredFact {
  id: string;
  text: string;
  slot: string | null;
  sessionId: string | null;
  sourceMessageId: string | null;
  /** Milliseconds since 1970, of the message that told it. */
  createdAt: number;
  expiresAt: number | null;
  correctedAt: number | null;
  isSuperseded: boolean;
  /** Packed, in base64; null where there is none. */
  vector: string | null;
}

/** A fact that holds, as recall reads it. */
export interface Fact extends Omit<StoredFact, 'vector' | 'isSuperseded'> {
  terms: Set<string>;
  vector: Float32Array | null;
}

/** What a visitor is known by at one chatbot. */
export interface Facts {
  valid: Fact[];
  /** By source message: slots of which something newer is known. */
  stale: Map<string, Set<string>>;
}

const sizeInOthers = 'größe schuhgröße taille pointure talla taglia maat tamanho rozmiar';

/** Words by which people ask for what a slot holds, beside its own, in the bot's languages. */
const askedBy: Record<string, string> = {
  home: 'live living city town address home where wohne habite vivo abito woon moro mieszkam',
  origin: 'from come born country origin komme viens soy vengo kom sou pochodzę',
  contact: 'contact reach prefer email phone call way',
  'no contact': 'contact call phone reach',
  name: 'name called who am I heiße nom appelle nombre llamo nome chiamo naam heet chamo imię',
  age: 'old age years',
  size: `size shoe wear ${sizeInOthers}`,
  'size in letters': `size wear clothes ${sizeInOthers}`,
  'order number': 'bestellnummer commande pedido ordine bestelnummer encomenda zamówienia',
};

export function readFacts(rows: StoredFact[]): Facts {
  const valid: Fact[] = [];
  const stale: Facts['stale'] = new Map();
  for (const { vector, isSuperseded, ...row } of rows) {
    if (!isSuperseded) {
      const words = `${row.text} ${row.slot ?? ''} ${askedBy[row.slot ?? ''] ?? ''}`;
      const packed = vector && unpackVector(Buffer.from(vector, 'base64'));
      valid.push({ ...row, terms: new Set(termsOf(words)), vector: packed || null });
    } else if (row.sourceMessageId && row.slot) {
      const slots = stale.get(row.sourceMessageId) ?? new Set();
      stale.set(row.sourceMessageId, slots.add(row.slot));
    }
  }
  return { valid, stale };
}

export const noFacts: Facts = { valid: [], stale: new Map() };
