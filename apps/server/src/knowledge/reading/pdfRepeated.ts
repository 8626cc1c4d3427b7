import type { Piece } from './pdfLayout.ts';

/** Bold made by drawing text again is drawn at most this often. */
const mostDrawn = 4;

/** Pieces without those that draw the same text again, slightly shifted, to make it bold. */
export function dropRepeated(pieces: Piece[]): Piece[] {
  return once(letterByLetter(pieces));
}

/** Same text at the same place, or the beginning of what is drawn over it. */
function once(pieces: Piece[]): Piece[] {
  const places = new Map<string, Piece[]>();
  const kept = new Set<Piece>();
  for (const piece of pieces) {
    const text = piece.text.trim();
    if (text === '') {
      kept.add(piece);
      continue;
    }
    // Some pieces at one place at most, so that a page of nothing else takes no time by its square.
    const near = neighboursOf(places, piece);
    const same = near.find((other) => isAt(other, piece) && other.text.trim().startsWith(text));
    if (same) continue;
    const shorter = near.find((other) => isAt(other, piece) && text.startsWith(other.text.trim()));
    if (shorter) kept.delete(shorter);
    kept.add(piece);
    const key = keyOf(piece.x, piece.y);
    const here = places.get(key);
    if (!here) places.set(key, [piece]);
    else if (here.length < 8) here.push(piece);
  }
  return [...kept];
}

const cellSize = 4;
const keyOf = (x: number, y: number) => `${Math.round(x / cellSize)} ${Math.round(y / cellSize)}`;

function neighboursOf(places: Map<string, Piece[]>, { x, y }: Piece): Piece[] {
  const near: Piece[] = [];
  for (const right of [-cellSize, 0, cellSize]) {
    for (const down of [-cellSize, 0, cellSize]) {
      near.push(...(places.get(keyOf(x + right, y + down)) ?? []));
    }
  }
  return near;
}

function isAt(one: Piece, other: Piece): boolean {
  // A shadow is further away than bold; the two letters of “ll” are nearer than one.
  const isWord = Math.min(one.text.trim().length, other.text.trim().length) > 1;
  const hair = Math.min(cellSize, (isWord ? 0.25 : 0.12) * Math.max(one.size, other.size));
  return Math.abs(one.x - other.x) <= hair && Math.abs(one.y - other.y) <= hair;
}

/**
 * Words whose every letter is drawn again before the next one: pieces that overlap, such as `D`,
 * `De`, `ep`, … `t`, whose letters come in pairs.
 */
function letterByLetter(pieces: Piece[]): Piece[] {
  const result: Piece[] = [];
  let run: Piece[] = [];
  const close = () => {
    result.push(...joinRepeated(run));
    run = [];
  };
  for (const piece of pieces) {
    const last = run.at(-1);
    const isOver =
      last !== undefined &&
      Math.abs(last.y - piece.y) <= 0.12 * piece.size &&
      piece.x < last.x + last.width - 0.1 * piece.size &&
      piece.x > last.x - 0.12 * piece.size;
    if (last && !isOver) close();
    run.push(piece);
  }
  close();
  return result;
}

function joinRepeated(run: Piece[]): Piece[] {
  if (run.length < 3) return run;
  const letters = [...run.map(({ text }) => text).join('')];
  for (let times = 2; times <= mostDrawn; times++) {
    const text = eachOnce(letters, times);
    // One letter alone says nothing: `ll` and `oo` are words' own.
    if (text === null || text.length < 2) continue;
    const [first, last] = [run[0]!, run.at(-1)!];
    return [{ ...first, text, width: last.x + last.width - first.x }];
  }
  return run;
}

/** The text of which each letter stands there `times` times; null if it does not. */
function eachOnce(letters: string[], times: number): string | null {
  let text = '';
  let index = 0;
  while (index < letters.length) {
    const letter = letters[index]!;
    if (/\s/.test(letter)) {
      text += letter;
      index++;
      continue;
    }
    for (let count = 0; count < times; count++) {
      if (letters[index] !== letter) return null;
      index++;
    }
    text += letter;
  }
  return text.trim();
}
