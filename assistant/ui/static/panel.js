// Runs once in every panel, whose name is `name`: shows what the server answers, and reports what the
// user does.
const element = document.getElementById(`panel-${name}`);
const panel = element.querySelector('.panel');

function show(html) {
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  syncChildren(panel, fresh.content);
  shown();
}
function shown() {
  const log = panel.querySelector('[role=log]');
  if (log && log.dataset.seen !== String(log.children.length)) log.scrollTop = log.scrollHeight;
  page.shown(panel);
}
page.shows[name] = show;

const TALK = ['say', 'draft', 'redraft', 'example'];
const report = (kind, at = '', text = '', field = undefined) => {
  page.askedAt = performance.now();
  if (TALK.includes(kind)) page.side('chat');
  return page.post({ kind, at, row: page.rowName(at), text, field });
};

const HERE = {
  goto: ({ at }) => page.jump(page.cell(at)),
  remarks: ({ at }) => page.jump(page.remark(at)),
  show: ({ at }) => (at === 'chat' ? page.side('chat') : page.jump(document.getElementById(at))),
  copy: ({ at }) => page.copy(at),
  menu: ({ at, place }, button) => page.openMenu(at, button, place),
  download: ({ said }) => document.querySelector(`[data-download="${CSS.escape(said)}"]`)?.click(),
};
// What may be meant twice; of anything else the second click of a double click means the first
// button, not the one that has come to stand in its place.
const MANY = ['undo', 'redo', 'add_row'];

panel.addEventListener('click', (event) => {
  const button = event.target.closest('[data-act]');
  if (!button) event.target.querySelector?.(':scope > .cell textarea')?.focus();
  if (button && page.menuFor && button !== page.menuFor) page.closeMenu();
  if (!button || button.disabled) return;
  const { act, at, said, from } = button.dataset;
  if (HERE[act]) return HERE[act](button.dataset, button);
  if (event.detail > 1 && !MANY.includes(act)) return;
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
  field.deed = report('edit', field.dataset.at, field.value, field);
});

panel.addEventListener('compositionstart', ({ target }) => (target.isComposing = true));
panel.addEventListener('compositionend', ({ target }) => delete target.isComposing);

panel.addEventListener('focusin', ({ target }) =>
  page.explain(target.matches(FIELDS) ? target.dataset.at : undefined));

panel.addEventListener('input', ({ target }) => {
  if (target.parentElement.matches('.grow')) grow(target);
});

panel.addEventListener('keydown', (event) => {
  const field = event.target;
  if (event.isComposing || !field.matches(FIELDS)) return;
  if (event.key === 'Escape' && field.tagName === 'TEXTAREA') {
    field.value = known(field);
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
