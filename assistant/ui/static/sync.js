// Shows a new version of a panel without disturbing what the user is typing. Elements that stay the
// same between two versions carry data-key.
const FIELDS = 'TEXTAREA, INPUT, SELECT';

const written = (field) =>
  field.tagName === 'TEXTAREA' ? field.defaultValue
  : field.tagName === 'SELECT' ? (field.querySelector('option[selected]') || field.options[0]).value
  : field.getAttribute('value') || '';

// What the server has, or will have once what was sent has arrived.
const known = (field) => field.sent ?? written(field);
const isTyped = (field) =>
  field.isComposing || (document.activeElement === field && field.value !== known(field));

function syncField(old, fresh) {
  const next = written(fresh);
  const mayTakeOver = !isTyped(old);
  // Even the same text, written again, would take the selection away: what is typed next over a
  // selected value would then stand before it.
  const isFocused = document.activeElement === old && old.tagName !== 'SELECT' && old.selectionStart !== null;
  const place = isFocused && [old.selectionStart, old.selectionEnd, old.value.length];
  if (old.tagName === 'TEXTAREA' && old.defaultValue !== next) old.defaultValue = next;
  if (old.dataset.answer !== undefined && next === '') return;
  if (old.deed && !old.deed.isAnswered) return; // this answer does not know yet what was typed here
  delete old.sent;
  delete old.deed;
  if (mayTakeOver && old.value !== next) old.value = next;
  if (mayTakeOver && place) restoreSelection(old, place);
}

function restoreSelection(field, [start, end, length]) {
  const moved = (at) => (at === length ? field.value.length : Math.min(at, field.value.length));
  if (field.selectionStart !== moved(start) || field.selectionEnd !== moved(end))
    field.setSelectionRange(moved(start), moved(end));
}

function syncAttributes(old, fresh) {
  const { keeps, tab } = old.dataset;
  const own = ['open', keeps, tab && 'aria-current']; // the page itself knows which tab it shows
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && !own.includes(name)) old.removeAttribute(name);
  for (const { name, value } of fresh.attributes)
    if (old.getAttribute(name) !== value) old.setAttribute(name, value);
  // an opened <details> stays open
}

function sync(old, fresh) {
  if (old.nodeType === Node.TEXT_NODE) {
    if (old.data !== fresh.data) old.data = fresh.data;
    return;
  }
  syncAttributes(old, fresh);
  if (old.matches(FIELDS)) syncField(old, fresh);
  if (old.tagName !== 'TEXTAREA' && old.dataset.own === undefined) syncChildren(old, fresh);
  if (old.matches('.grow')) grow(old.querySelector('textarea'));
}

const keyOf = (node) => (node.nodeType === Node.ELEMENT_NODE ? node.dataset.key : undefined);
const isSame = (old, fresh) => old && old.nodeName === fresh.nodeName && keyOf(old) === keyOf(fresh);

function syncChildren(parent, fresh) {
  const kept = new Map([...parent.children].filter(keyOf).map((node) => [keyOf(node), node]));
  const wanted = new Set([...fresh.children].map(keyOf).filter(Boolean));
  for (const [key, node] of kept) if (!wanted.has(key)) takeOut(node);
  let at = parent.firstChild;
  for (const next of [...fresh.childNodes]) {
    const old = keyOf(next) && kept.get(keyOf(next));
    const found = old && isSame(old, next) ? old : isSame(at, next) ? at : null;
    if (!found) {
      parent.insertBefore(next, at);
      continue;
    }
    // What has the focus would lose it when moved: what stands before it moves instead.
    if (found !== at && found.contains(document.activeElement)) {
      const last = found.nextSibling;
      while (at !== found) {
        const before = at.nextSibling;
        parent.insertBefore(at, last);
        at = before;
      }
    }
    if (found === at) at = at.nextSibling;
    else parent.insertBefore(found, at);
    sync(found, next);
  }
  while (at) {
    const rest = at.nextSibling;
    takeOut(at);
    at = rest;
  }
}

// What somebody is typing does not go without a word.
function takeOut(node) {
  const field = node.contains?.(document.activeElement) && document.activeElement;
  if (field && field.matches(FIELDS) && field.dataset.at !== undefined && isTyped(field))
    page.lost(field.getAttribute('aria-label'), field.value);
  node.remove();
}

function grow(area) {
  area.parentElement.dataset.text = area.value;
}
