// Finds what a screen reader would find: visible elements by role and accessible name.
// Arguments: the role, the name ('' for any), and whether all matches are wanted as text.
// Returns the first element (an exact name goes before one that only contains it), or the
// outline of the page as lines "role: name" when no role is given.
const [wantedRole, wantedName] = arguments;

const roles = {
  A: (e) => (e.hasAttribute('href') ? 'link' : ''),
  ARTICLE: () => 'article',
  BUTTON: () => 'button',
  DIALOG: () => 'dialog',
  IMG: (e) => (e.alt ? 'img' : ''),
  INPUT: (e) =>
    ({ checkbox: 'checkbox', radio: 'radio', number: 'spinbutton', search: 'searchbox', button: 'button', submit: 'button', hidden: '' })[
      e.type
    ] ?? 'textbox',
  LI: () => 'listitem',
  MAIN: () => 'main',
  NAV: () => 'navigation',
  OPTION: () => 'option',
  SELECT: () => 'combobox',
  TABLE: () => 'table',
  TEXTAREA: () => 'textbox',
  TR: () => 'row',
};

const roleOf = (e) => {
  const given = e.getAttribute('role');
  if (given) return given.split(' ')[0];
  if (/^H[1-6]$/.test(e.tagName)) return 'heading';
  if (['SECTION', 'ASIDE', 'FORM', 'FIELDSET'].includes(e.tagName)) {
    return { SECTION: 'region', ASIDE: 'complementary', FORM: 'form', FIELDSET: 'group' }[e.tagName];
  }
  return roles[e.tagName]?.(e) ?? '';
};

const visible = (e) => e.getClientRects().length > 0 && getComputedStyle(e).visibility !== 'hidden';

const tidy = (text) => text.replace(/\s+/g, ' ').trim();

const spoken = (node) => {
  if (node.nodeType === Node.TEXT_NODE) return node.textContent;
  if (node.nodeType !== Node.ELEMENT_NODE || node.getAttribute('aria-hidden') === 'true') return '';
  if (node.hasAttribute('aria-label')) return ` ${node.getAttribute('aria-label')} `;
  return [...node.childNodes].map(spoken).join(' ');
};

const nameOf = (e) => {
  const by = e.getAttribute('aria-labelledby');
  if (by) return tidy(by.split(/\s+/).map((id) => spoken(document.getElementById(id) ?? new Text(''))).join(' '));
  if (e.hasAttribute('aria-label')) return tidy(e.getAttribute('aria-label'));
  if (e.labels?.length) return tidy([...e.labels].map(spoken).join(' '));
  if (e.tagName === 'FIELDSET') return tidy(spoken(e.querySelector('legend') ?? new Text('')));
  if (['INPUT', 'TEXTAREA', 'SELECT'].includes(e.tagName)) return tidy(e.title || e.placeholder || '');
  if (['region', 'main', 'navigation', 'dialog', 'complementary', 'form', 'table'].includes(roleOf(e))) return '';
  return tidy(e.alt ?? '') || tidy(spoken(e)) || tidy(e.title ?? '');
};

const all = [...document.querySelectorAll('body *')].filter((e) => roleOf(e) && visible(e));
if (!wantedRole) return all.map((e) => `${roleOf(e)}: ${nameOf(e).slice(0, 100)}`).join('\n');
const same = all.filter((e) => roleOf(e) === wantedRole);
const lower = wantedName.toLowerCase();
return (
  same.find((e) => nameOf(e).toLowerCase() === lower) ??
  same.find((e) => nameOf(e).toLowerCase().includes(lower)) ??
  null
);
