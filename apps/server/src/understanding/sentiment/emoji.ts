/** Valences of what people draw, −4 … 4 as those of words. Ours, by judgement. */
const groups: [valence: number, symbols: string][] = [
  [3.2, '❤ 😍 🥰 😘 💖 💕 💗 💓 💞 💘 💝 😻 🤩'],
  [2.6, '♥ 💙 💚 💛 🧡 💜 🤗 🥳 🎉 🎊 😁 😀 😃 😄 👏 🙌 💯 🏆 😊 ☺'],
  [2, '👍 🙏 😂 🤣 😅 😎 😇 🙂 👌 💪 ✨ ⭐ 🌟 😋 😆 🤝 🌹 🌸 🎈 ✅ 😌'],
  [1, '😉 🔥 😜 😝 😛 🤪 😏 🙃 👋 🚀'],
  [-0.8, '😐 😑 🤔 😶 😬 😕 🫤 🥱 😴 🤷 😳 ❓'],
  [-1.6, '🙁 ☹ 😟 😔 😞 😒 🙄 😓 😥 😰 😯 😦 😧 😖 😣 🤦 🥺 😨 😪 ❌ ⚠'],
  [-2.4, '😢 😭 😩 😫 💔 😤 👎 😿 😱 🤒 🤕 😵'],
  [-3.2, '😠 😡 🤬 🖕 🤮 🤢 💩 👿 😾'],
  [2, ":) :-) =) :] :-] =] ;) ;-) ;] :p :-p =p ;p ;-p :') :'-) :^)"],
  [2.5, ':d :-d =d ;d ;-d :* :-* =* <3 :3 =3'],
  [-2, ':( :-( =( :[ :-[ =[ :{ :/ :-/ =/ :\\ :-\\ =\\ :| :-| =| </3'],
  [-2.8, ":'( :'-( ='( >:( >:-( >:[ >:/"],
];

/** From emoji or emoticon (lower case) to its valence. */
export const emojiValences: ReadonlyMap<string, number> = new Map(
  groups.flatMap(([valence, symbols]) =>
    symbols.split(' ').map((symbol) => [symbol, valence] as const),
  ),
);
