// Runs in the page and notes for each key how long it took until what came of it was painted: `globalThis.took`.
globalThis.took = { chart: [], box: [], search: [] };
const offers = () =>
  [...document.querySelectorAll('[role="option"]')].map((one) => one.textContent).join('\n');
// A key after which the list stays as it was shows nothing new, and is not counted.
const has_offers = () => offers() !== '' && offers() !== offered;
const is_there = {
  chart: () => document.querySelector('[aria-label="Timeline"] article') !== null,
  box: has_offers,
  search: has_offers,
};
const whatFor = (event) => {
  if (event.key === 'Enter') return 'chart';
  if (event.key.length !== 1 || event.altKey) return null;
  return event.ctrlKey ? 'box' : 'search';
};
let began = 0;
let offered = '';
let waits_for = null;
addEventListener(
  'keydown',
  (event) => {
    offered = offers();
    began = performance.now();
    waits_for = whatFor(event);
  },
  true,
);
new MutationObserver(() => {
  if (!waits_for || !is_there[waits_for]()) return;
  const [what, since] = [waits_for, began];
  waits_for = null;
  // The frame that shows it is made, and only then is this message read.
  requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => globalThis.took[what].push(performance.now() - since);
    port2.postMessage(0);
  });
}).observe(document, { childList: true, subtree: true, characterData: true });
