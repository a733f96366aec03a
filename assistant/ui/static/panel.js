// Runs once in every panel. Shows `props.value` without disturbing what the user is typing, and
// reports what the user does. Elements that stay the same between two versions carry data-key.
const panel = element.querySelector('.panel');
const FIELDS = 'TEXTAREA, INPUT, SELECT';

const written = (field) =>
  field.tagName === 'TEXTAREA' ? field.defaultValue
  : field.tagName === 'SELECT' ? (field.querySelector('option[selected]') || field.options[0]).value
  : field.getAttribute('value') || '';

function syncField(old, fresh) {
  const next = written(fresh);
  const known = old.sent ?? written(old);
  const isFocused = document.activeElement === old;
  const isTyping = isFocused && old.value !== known;
  const isAllSelected = isFocused && old.value && old.selectionStart === 0 && old.selectionEnd === old.value.length;
  // Even the same text, written again, would take the selection away: what is typed next over a
  // selected value would then stand before it.
  if (old.tagName === 'TEXTAREA' && old.defaultValue !== next) old.defaultValue = next;
  if (old.dataset.answer !== undefined && next === '') return;
  delete old.sent;
  if (!isTyping && old.value !== next) old.value = next;
  if (isAllSelected && !isTyping) old.select();
}

function syncAttributes(old, fresh) {
  for (const { name } of [...old.attributes])
    if (!fresh.hasAttribute(name) && name !== 'open' && name !== 'aria-current' && name !== old.dataset.keeps) old.removeAttribute(name);
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
  for (const [key, node] of kept) if (!wanted.has(key)) node.remove();
  let at = parent.firstChild;
  for (const next of [...fresh.childNodes]) {
    const known = keyOf(next) && kept.get(keyOf(next));
    const found = known && isSame(known, next) ? known : isSame(at, next) ? at : null;
    if (!found) {
      parent.insertBefore(next, at);
      continue;
    }
    if (found === at) at = at.nextSibling;
    else parent.insertBefore(found, at);
    sync(found, next);
  }
  while (at) {
    const rest = at.nextSibling;
    at.remove();
    at = rest;
  }
}

function grow(area) {
  area.parentElement.dataset.text = area.value;
}

function show() {
  const fresh = document.createElement('template');
  fresh.innerHTML = props.value || '';
  syncChildren(panel, fresh.content);
  const log = panel.querySelector('[role=log]');
  if (log && log.dataset.seen !== String(log.children.length)) log.scrollTop = log.scrollHeight;
  page.idle();
  page.address();
  page.shown(panel);
}

// --- what all panels share: made once, by whichever panel comes first --------------------------
const page = (window.assistantPage ??= {
  // Which of the page's views is shown; the address after # says it, so that links and 后退 work.
  view: () => location.hash.slice(1).split('/')[0] || 'work',
  token: () => document.querySelector('[data-token]')?.dataset.token || '',
  // Which draft the page shows stands in its address: a reload and a second tab find it.
  draft: () => document.querySelector('[data-draft]')?.dataset || {},
  address() {
    const { draft } = page.draft();
    if (draft) page.settled = true;
    const next = draft ? `?draft=${draft}` : '';
    if (page.settled && location.search !== next) history.replaceState(null, '', (next || location.pathname) + location.hash);
  },
  cell: (at) =>
    document.querySelector(`#panel-form [data-at="${CSS.escape(at)}"]:is(textarea, select)`) ||
    document.querySelector(`#panel-form [data-at="${CSS.escape(at + '/name')}"]:is(textarea, select)`),
  remark: (at) =>
    document.querySelector(`[data-about="${CSS.escape(at)}"]`) ||
    document.querySelector(`[data-about="${CSS.escape(at.replace(/\/[^/]*$/, ''))}"]`),
  // Where there is no room for lists beside the form, one of them stands in place of the talk.
  side: (name) => {
    document.getElementById('panes').dataset.side = name;
    for (const tab of document.querySelectorAll('[data-tab]'))
      if (tab.dataset.tab === name) tab.setAttribute('aria-current', 'true');
      else tab.removeAttribute('aria-current');
  },
  reveal(target) {
    const name = target.closest('#side [id^=panel-]')?.id.replace('panel-', '');
    if (name) page.side(name);
  },
  shown(panel) {
    // An answer that came before its work was done: the work panel asks how far it is.
    if (panel.querySelector('[data-turn]')) page.waits = false;
    if (panel.querySelector('[data-working]')) page.watch?.();
    // How long the last deed took until its findings stood in the page: for measuring.
    if (panel.querySelector('#findings')) page.answeredIn = performance.now() - page.askedAt;
    if (panel.querySelector('.tabs')) page.side(document.getElementById('panes').dataset.side || 'chat');
    if (panel.querySelector('.chat > .trouble')) page.side('chat');
    const next = panel.querySelector('.sheet') && page.next;
    if (next && page.cell(next)) {
      page.next = '';
      page.jump(page.cell(next));
    }
    const focused = document.activeElement;
    const strip = document.getElementById('strip');
    if (focused?.dataset.at && focused.matches(FIELDS)) page.explain(focused.dataset.at);
    else if (!strip.hidden) page.explain(page.cell(strip.dataset.at) && strip.dataset.at);
  },
  done(text) {
    const said = document.getElementById('banner-done');
    said.textContent = text;
    page.banner('done', true);
    clearTimeout(page.doneTimer);
    page.doneTimer = setTimeout(() => page.banner('done', false), 2500);
  },
  jump(target) {
    if (!target) return;
    page.reveal(target);
    const isList = target.matches('.list');
    target.scrollIntoView({ block: isList ? 'start' : 'center', behavior: 'smooth' });
    target.focus({ preventScroll: true });
    if (isList) return;
    const spot = target.closest('.cell') || target;
    spot.classList.add('flash');
    setTimeout(() => spot.classList.remove('flash'), 1600);
  },
  // What is known about the cell that has the focus: remarks, questions, where its numbers came from.
  explain(at) {
    const strip = document.getElementById('strip');
    const focused = document.activeElement;
    const field = at && (focused?.dataset.at === at ? focused : page.cell(at));
    const row = at?.replace(/\/name$/, '');
    const about = at ? [...document.querySelectorAll('[data-about]')] : [];
    const lines = about.filter(({ dataset }) => [at, row].includes(dataset.about)).map((item) => {
      const line = document.createElement('p');
      line.className = item.className.replace('item', '');
      line.textContent = item.dataset.brief;
      return line;
    });
    const place = document.createElement('b');
    place.textContent = field?.getAttribute('aria-label') || '';
    strip.firstElementChild.replaceChildren(place, ...lines);
    strip.hidden = !at;
    strip.dataset.at = at || '';
    if (at && field === focused) field.scrollIntoView({ block: 'nearest' });
  },
  banner(name, isShown) {
    document.getElementById(`banner-${name}`).hidden = !isShown;
  },
  busy() {
    clearTimeout(page.soon);
    clearTimeout(page.later);
    page.soon = setTimeout(() => page.banner('busy', true), 300);
    page.later = setTimeout(() => page.banner('slow', true), 30000);
  },
  idle() {
    clearTimeout(page.soon);
    clearTimeout(page.later);
    page.banner('busy', false);
    page.banner('slow', false);
  },
});

const TALK = ['say', 'draft', 'redraft', 'example'];
// Deeds that may ask a model or read many files, and take as long as that does.
const WATCHED = ['draft', 'redraft', 'example', 'say', 'do', 'rewrite', 'files'];
const report = (kind, at, text) => {
  page.busy();
  page.askedAt = performance.now();
  if (WATCHED.includes(kind)) {
    page.waits = true;
    page.watch?.();
  }
  if (TALK.includes(kind)) page.side('chat');
  const { draft, revision } = page.draft();
  trigger('act', { kind, at: at || '', text: text || '', token: page.token(), draft, revision });
};

const HERE = {
  goto: ({ at }) => page.jump(page.cell(at)),
  remarks: ({ at }) => page.jump(page.remark(at)),
  show: ({ at }) => (at === 'chat' ? page.side('chat') : page.jump(document.getElementById(at))),
  copy: ({ at }) => page.copy(at),
  menu: ({ at, place }, button) => page.openMenu(at, button, place),
  download: ({ said }) => document.querySelector(`[data-download="${CSS.escape(said)}"]`)?.click(),
};

panel.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button) event.target.querySelector?.(':scope > .cell textarea')?.focus();
  if (button && page.menuFor && button !== page.menuFor) page.closeMenu();
  if (!button || button.disabled) return;
  const { act, at, said, from } = button.dataset;
  if (HERE[act]) return HERE[act](button.dataset, button);
  const input = from && button.parentElement.querySelector('[data-answer]');
  report(act, at, input ? input.value : said);
  if (act.startsWith('open_')) location.hash = 'work';
  if (input && act === 'say') input.value = '';
});

panel.addEventListener('change', (event) => {
  const field = event.target;
  if (field.dataset.files !== undefined) return send([...field.files]).then(() => (field.value = ''));
  if (field.dataset.at === undefined || !field.matches(FIELDS)) return;
  field.sent = field.value;
  report('edit', field.dataset.at, field.value);
});

panel.addEventListener('focusin', ({ target }) =>
  page.explain(target.matches(FIELDS) ? target.dataset.at : undefined));

panel.addEventListener('input', ({ target }) => {
  if (target.parentElement.matches('.grow')) grow(target);
});

panel.addEventListener('keydown', (event) => {
  const field = event.target;
  if (event.isComposing || !field.matches(FIELDS)) return;
  if (event.key === 'Escape' && field.tagName === 'TEXTAREA') {
    field.value = field.sent ?? field.defaultValue;
    if (field.parentElement.matches('.grow')) grow(field);
  }
  if (event.key !== 'Enter' || event.shiftKey || event.ctrlKey) return;
  if (field.dataset.answer !== undefined) {
    event.preventDefault();
    field.parentElement.querySelector('[data-from]').click();
  } else if (field.dataset.short !== undefined) {
    event.preventDefault();
    field.blur();
    field.focus();
  }
});

