
// Follows panel.js in the panel of a view (批量检查, 往年库, 帮助). A view's content comes from the
// server's address of the same name; elements say what they ask for: data-get, data-post, forms.
const view = element.closest('[id^=panel-]').id.replace('panel-', '');
const isShown = () => page.view() === view;
const address = (rest) => (view === 'help' ? `/help${rest}` : `/${view}/${page.token()}${rest}`);
let asked = 0;

async function ask(path, options) {
  try {
    const answer = await fetch(path, options);
    if (answer.headers.get('content-type')?.startsWith('text/html')) return { html: await answer.text() };
    return { trouble: (await answer.json()).error || '' };
  } catch {
    return { trouble: '没有送到：与服务的连接断了。请看服务窗口是否还开着，再试一次。' };
  }
}

// `into`: the name of the part that the answer fills; without it the whole panel.
async function fetchInto(rest, { into, ...options } = {}) {
  const number = into ? 0 : ++asked;
  const { html, trouble } = await ask(address(rest), options);
  if (number && number !== asked) return;
  if (trouble) return tell(trouble);
  const fresh = document.createElement('template');
  fresh.innerHTML = html;
  syncChildren(into ? panel.querySelector(`[data-part="${into}"]`) : panel, fresh.content);
  if (into) panel.querySelector(`[data-part="${into}"] > [data-show]`)?.focus();
  for (const part of panel.querySelectorAll('[data-load]')) loadOnce(part);
  page.hear([...panel.querySelectorAll('[data-heard]')].at(-1)?.dataset.heard);
  panel.dispatchEvent(new Event('filled'));
  if (!into && panel.querySelector('[data-busy]')) setTimeout(() => fetchInto(''), 300);
}

// A part that is loaded by itself, and again when what it shows has changed (data-version).
function loadOnce(part) {
  if (part.loaded === part.dataset.version) return;
  part.loaded = part.dataset.version;
  fetchInto(part.dataset.load, { into: part.dataset.part });
}

function tell(text) {
  const place = panel.querySelector('[data-drop-trouble]');
  if (place) place.textContent = text;
}

async function send(files) {
  const troubles = [];
  for (const [number, file] of files.entries()) {
    tell(`正在送出“${file.name}”（${number + 1}/${files.length}）……`);
    const { trouble } = file.size > 10 * 1024 * 1024
      ? { trouble: `“${file.name}”超过 10 MB，没有读取。` }
      : await ask(address('/files'), {
          method: 'POST', body: file, headers: { 'x-file-name': encodeURIComponent(file.name) } });
    if (trouble) troubles.push(trouble);
  }
  await fetchInto('/read', { method: 'POST' });
  tell(troubles.join('\n'));
}

panel.addEventListener('click', ({ target }) => {
  if (target.dataset.close !== undefined) return target.closest('[data-part]').replaceChildren();
  const button = target.closest('[data-post], [data-get]');
  if (!button || button.disabled || button.matches('form')) return;
  const { post, get, into, sure } = button.dataset;
  if (sure && button.dataset.asked === undefined) {
    button.dataset.asked = '';
    button.textContent = sure;
    button.ariaLabel &&= `${sure}${button.ariaLabel}`;
    return;
  }
  fetchInto(post ?? get, post === undefined ? { into } : { into, method: 'POST' });
});

panel.addEventListener('submit', (event) => {
  event.preventDefault();
  const { get, post, into } = event.target.dataset;
  const said = new URLSearchParams(new FormData(event.target)).toString();
  const options = post === undefined ? { into } : { into, method: 'POST', body: said,
    headers: { 'content-type': 'application/x-www-form-urlencoded' } };
  fetchInto(post ?? `${get}?${said}`, options);
});

document.addEventListener('drop', (event) => {
  if (!isShown() || !panel.querySelector('[data-drop]') || !event.dataTransfer.files.length) return;
  event.preventDefault();
  send([...event.dataTransfer.files]);
});

// Typing searches where looking costs nothing.
panel.addEventListener('input', ({ target }) => {
  const form = target.closest('form[data-live]');
  if (!form) return;
  clearTimeout(form.soon);
  form.soon = setTimeout(() => form.requestSubmit(), 200);
});

// Help has pages of its own behind its name; the other views take up what the tab had before a reload.
async function enter() {
  if (!isShown()) return;
  if (view !== 'help') await page.known();
  if (view !== 'help') return fetchInto(`?earlier=${encodeURIComponent(page.earlier)}`);
  await fetchInto(location.hash.slice('#help'.length));
  panel.closest('[id^=panel-]').scrollTop = 0;
}
page.earlier ??= sessionStorage.getItem('page') || '';
addEventListener('pagehide', () => sessionStorage.setItem('page', page.token()));
for (const moved of ['hashchange', 'popstate']) addEventListener(moved, enter);
enter();
