/**
 * Styles of the bubble (button), its icon (i) and its badge (span), and of the frame (div) around the
 * panel, which on a phone fills what the on-screen keyboard leaves free. Elements are selected by
 * name and focus is shown in the browser's own way, since every byte is sent to every visitor.
 */
export const style = `div,button{position:fixed;right:20px;bottom:20px;margin-bottom:env(safe-area-inset-bottom);z-index:2147483000;visibility:hidden;box-shadow:0 0 0 1px #8883,0 4px 24px #0004}
button{width:56px;height:56px;border:0;border-radius:50%;background:var(--color);cursor:pointer;forced-color-adjust:none}
i{position:absolute;inset:16px;background:var(--ink);clip-path:path("M12 2a10 9 0 0 1 0 18q-2 0-4-.8L2 21l2-5A10 9 0 0 1 12 2z")}
span{position:absolute;top:-4px;right:-4px;min-width:20px;border-radius:10px;background:#c22;color:#fff;font:600 12px/20px system-ui}
div{bottom:88px;width:400px;height:min(680px,100vh - 108px);overflow:hidden;border-radius:12px;background:Canvas;color-scheme:light dark;opacity:0;transition:opacity .12s,visibility .12s}
iframe{width:100%;height:100%;border:0}
.left>*{left:20px;right:auto}
.end>*{inset-inline:auto 20px}
.ready button,.open div{visibility:visible;opacity:1}
.open i{clip-path:path("M5 8l7 7 7-7 2 2-9 9-9-9z")}
@media(width<480px),(height<400px){div{inset:var(--top) 0 auto!important;width:100%;height:var(--height);margin:0;border-radius:0;padding:env(safe-area-inset-top) 0 env(safe-area-inset-bottom)}
.open button{visibility:hidden}}
@media print{*{display:none}}`;
