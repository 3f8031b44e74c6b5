/** How chips look. They bring their own ground and ink, so that no page makes them unreadable. */
export const CHIP_STYLE = `
:host { all: initial; }
.layer { position: absolute; inset: 0 0 auto 0; height: 0; overflow-x: clip; z-index: 2147483647; }
.chip {
  --ground: #fffdf8; --ink: #1d1a17; --faint: #5d554c; --edge: #a2421c; --accent: #a2421c;
  position: absolute; box-sizing: border-box; display: inline-flex; align-items: center; gap: 6px;
  width: max-content;
  max-width: min(340px, 92vw); min-height: 26px; padding: 2px 9px 2px 8px; margin: 0;
  font: 500 13px/1.35 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; letter-spacing: 0;
  text-align: start; color: var(--ink); background: var(--ground);
  border: 1.5px solid var(--edge); border-radius: 14px; cursor: pointer;
  box-shadow: 0 1px 2px rgb(0 0 0 / 12%), 0 2px 8px rgb(0 0 0 / 10%);
}
.chip.unsure { --edge: #7a736b; --accent: #5d554c; border-style: dashed; font-weight: 400; }
.chip.done { --edge: #2c6e49; --accent: #2c6e49; cursor: default; }
.chip:focus-visible { outline: 3px solid #1a63c4; outline-offset: 2px; }
.mark { flex: none; width: 8px; height: 8px; border-radius: 50% 50% 50% 0; rotate: -45deg;
  background: var(--accent); }
.label { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
kbd { flex: none; font: 500 11px/1.3 inherit; font-family: inherit; padding: 0 5px; color: var(--faint);
  border: 1px solid color-mix(in srgb, var(--ink) 28%, transparent); border-radius: 5px;
  white-space: nowrap; }
.chip:not(.active) kbd { display: none; }
.why { position: absolute; box-sizing: border-box; width: max-content; max-width: min(320px, 92vw); padding: 6px 10px;
  font: 400 12.5px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif;
  color: #f6f2ea; background: #2a2622; border-radius: 8px; pointer-events: none;
  box-shadow: 0 2px 10px rgb(0 0 0 / 25%); }
.why[hidden] { display: none; }
.why p { margin: 0; }
.why p + p { margin-block-start: 2px; color: #cfc6b8; }
.answer { --ground: #fffdf8; --ink: #1d1a17; --faint: #5d554c; --edge: #a2421c;
  position: absolute; box-sizing: border-box; width: max-content; max-width: min(360px, 92vw);
  padding: 10px 36px 11px 14px; color: var(--ink); background: var(--ground);
  font: 400 13px/1.4 system-ui, "Segoe UI", Roboto, "Noto Sans", sans-serif; text-align: start;
  border: 1.5px solid var(--edge); border-radius: 10px; box-shadow: 0 3px 16px rgb(0 0 0 / 22%); }
.answer.unsure { --edge: #7a736b; border-style: dashed; }
.answer p { margin: 0; color: var(--faint); }
.answer .head { font-weight: 600; font-size: 15px; color: var(--ink); }
.answer .close { position: absolute; inset: 4px 4px auto auto; width: 28px; height: 28px; padding: 0;
  font: 400 18px/1 system-ui, sans-serif; color: var(--faint); background: none; border: 0;
  border-radius: 6px; cursor: pointer; }
.answer .close:hover, .answer .close:focus-visible { color: var(--ink); outline: 2px solid currentcolor; }
.unseen { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
@media (prefers-color-scheme: dark) {
  .chip { --ground: #26221e; --ink: #f4eee4; --faint: #c3b9aa; --edge: #f0905c; --accent: #f0905c; }
  .chip.unsure { --edge: #a59c90; --accent: #c3b9aa; }
  .chip.done { --edge: #7cc79b; --accent: #7cc79b; }
  .answer { --ground: #26221e; --ink: #f4eee4; --faint: #c3b9aa; --edge: #f0905c; }
  .answer.unsure { --edge: #a59c90; }
  .why { color: #1d1a17; background: #f4eee4; }
  .why p + p { color: #574f45; }
}
@media (prefers-contrast: more) { .chip { border-width: 2px; box-shadow: none; } }
@media (forced-colors: active) {
  .chip, .why, .answer { border: 2px solid ButtonText; forced-color-adjust: auto; }
}
@media (prefers-reduced-motion: no-preference) { .chip { transition: opacity 120ms; } }
`;
