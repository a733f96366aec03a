// What all panels share.
const typed = () => document.querySelector('#description textarea');
const randomName = () =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(27)))).replaceAll('+', '-').replaceAll('/', '_');
const chosen = randomName();

const page = (window.assistantPage = {
  shows: {}, // how each panel shows a new version of itself
  // Which of the page's views is shown; the address after # says it, so that links and 后退 work.
  view: () => location.hash.slice(1).split('/')[0] || 'work',
  // By which the server knows this page: chosen here, so that nothing has to be waited for.
  token: () => document.querySelector('#panel-bar [data-token]')?.dataset.token || chosen,
  isKnown: () => Boolean(document.querySelector('#panel-bar [data-token]')?.dataset.token),
  async known() {
    while (!page.isKnown()) await new Promise((go) => setTimeout(go, 50));
  },
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
  // The row that stands at that place now: it may stand elsewhere when the server hears of it.
  rowName: (at) => {
    const row = at?.match(/^\/indicators\/\d+/);
    return (row && document.querySelector(`#panel-form tr[data-row="${row[0]}"]`)?.dataset.key.replace('row-', '')) || '';
  },
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
  // What went wrong with a description or a file is seen, even where the description is folded away.
  bringOut(panel) {
    const brief = panel.closest('#brief');
    if (!brief || !panel.querySelector('.trouble:not(:empty)')) return;
    brief.open = true;
    page.side('chat');
  },
  shown(panel) {
    page.putBack(panel);
    page.bringOut(panel);
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
  // In the talk, while an answer is on its way: what was said and not yet heard, what is being done.
  live(html = page.coming || '') {
    page.coming = html;
    const log = document.querySelector('#panel-chat [role=log]');
    if (!log) return;
    let live = log.querySelector('[data-key=live]');
    const said = page.outbox.filter(({ kind, text }) => kind === 'say' && text.trim());
    if (!html && !said.length) return live?.remove();
    const isAtEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 40;
    if (!live) log.append((live = Object.assign(document.createElement('div'), { className: 'live', ariaLive: 'off' })));
    live.dataset.key = 'live';
    const fresh = document.createElement('template');
    fresh.innerHTML = html;
    for (const { text } of html.includes('message user') ? said.slice(1) : said) {
      const mine = document.createElement('div');
      mine.className = 'message user';
      mine.innerHTML = '<span class="who">我</span><div class="said"></div>';
      mine.lastChild.textContent = text;
      fresh.content.prepend(mine);
    }
    syncChildren(live, fresh.content);
    if (isAtEnd) log.scrollTop = log.scrollHeight;
  },
  // What the box of the description says now, by the server; what was typed into it since stays.
  put(text, before) {
    const box = typed();
    if (!box || box.value === text) return;
    const since = box.value.startsWith(before) ? box.value.slice(before.length) : `\n${box.value}`;
    box.value = box.value === before ? text : text + since;
    box.dispatchEvent(new Event('input', { bubbles: true }));
  },
  // What a screen reader is told: only what is new, not every tick of a clock.
  hear(text) {
    const place = document.getElementById('heard');
    if (text && place.textContent !== text) place.textContent = text;
  },
  done(text) {
    const said = document.getElementById('banner-done');
    said.textContent = text;
    page.banner('done', true);
    page.hear(text);
    clearTimeout(page.doneTimer);
    page.doneTimer = setTimeout(() => page.banner('done', false), 2500);
  },
  // The cell in which somebody was typing is no more.
  lost: (place, text) => page.say(`“${place}”已不在表里，您正在写的没有写入：${text}`),
  say(text) {
    document.getElementById('said-text').textContent = text;
    page.banner('said', true);
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
    const banner = document.getElementById(`banner-${name}`);
    if (banner) banner.hidden = !isShown;
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
