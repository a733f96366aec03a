// What the user did waits here until the server has answered it: one deed after the other, in order,
// so that an answer shows all that was done before it. What got no answer is sent again under its
// number, until it gets one; the server does nothing twice.
const outbox = (page.outbox = []);
const born = randomName();
const MEANWHILE = ['look', 'resume', 'describe'];
const REPEATED = ['undo', 'redo', 'row_up', 'row_down', 'add_row', 'duplicate_row'];
// Deeds that may ask a model or read many files, and take as long as that does.
const WATCHED = ['draft', 'redraft', 'example', 'say', 'do', 'rewrite', 'files'];
const AGAIN = 2000;
let count = 0;
let underway = null;

const nextNumber = () => `${born}-${(count += 1)}`;
// Nothing but typing came after it: what is typed into its field now may take its place.
const isLatest = (deed) => outbox.slice(outbox.indexOf(deed)).every(({ kind }) => kind === 'edit');

page.post = (deed) => {
  const waiting = deed.field && outbox.findLast((one) => one.field === deed.field && one !== underway);
  if (waiting && isLatest(waiting)) return Object.assign(waiting, { text: deed.text });
  const before = outbox.at(-1);
  const isTwice = before && ['kind', 'at', 'row', 'text'].every((part) => before[part] === deed[part]);
  // Who looks again wants to see what has come since the first look set out.
  const isNews = before === underway && MEANWHILE.includes(deed.kind);
  if (isTwice && !isNews && !REPEATED.includes(deed.kind)) return before;
  deed.number = nextNumber();
  deed.next = page.goOn?.(deed);
  deed.focus = document.activeElement;
  outbox.push(deed);
  page.pump();
  page.live();
  return deed;
};

page.isWorking = () => Boolean(document.querySelector('#panel-bar [data-working]'));

page.pump = () => {
  const mayGo = page.isWorking() ? (deed) => MEANWHILE.includes(deed.kind) : () => true;
  const next = underway ? null : outbox.find(mayGo);
  if (next) send((underway = next));
  page.banner('waiting', !underway && outbox.length > 0);
};

const sendable = ({ kind, at, row, text, number }) => ({ kind, at, row, text, number, ...page.draft() });
const described = () => typed()?.value ?? '';

async function send(deed) {
  page.busy();
  deed.box = described();
  if (WATCHED.includes(deed.kind)) {
    page.waits = true;
    page.watch?.();
  }
  const answer = await asked(`/act/${page.token()}`, { ...sendable(deed), description: deed.box });
  if (answer) return take(deed, answer);
  clearTimeout(page.again);
  page.again = setTimeout(page.resend, AGAIN);
}

// The answer; nothing where there is none yet: the connection is gone, the server is busy, or the
// same deed, sent before, still goes on.
async function asked(path, body) {
  try {
    const reply = await fetch(path, {
      method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } });
    const answer = await reply.json();
    if (reply.ok) return answer.is_pending ? null : answer;
    return reply.status === 413 || reply.status === 422 ? { refusal: answer.error } : null;
  } catch {
    return null;
  }
}

page.resend = () => {
  clearTimeout(page.again);
  if (underway) send(underway);
};

const hasForm = () => Boolean(document.querySelector('#panel-form .sheet'));

function take(deed, { refusal, panels = {}, put }) {
  if (deed !== underway) return;
  const hadForm = hasForm();
  outbox.splice(outbox.indexOf(deed), 1);
  underway = null;
  deed.isAnswered = true;
  // Whoever writes elsewhere by now goes on there.
  const { activeElement } = document;
  if (deed.next && (activeElement === deed.focus || !activeElement?.matches(FIELDS))) page.next = deed.next;
  for (const [name, html] of Object.entries(panels)) page.shows[name](html);
  if (put !== undefined) page.put(put, deed.box);
  // The description has made its form: the talk needs its room.
  if (hasForm() && !hadForm) document.getElementById('brief').open = false;
  if (refusal) page.say(refusal);
  if (!page.isWorking()) {
    page.coming = '';
    if (WATCHED.includes(deed.kind)) page.over?.();
  }
  page.live();
  page.idle();
  page.address();
  page.opened?.();
  page.pump();
  if (!outbox.length) for (const deed of page.afterwards.splice(0)) deed();
}

// What is taken away has everything that was typed before.
page.afterwards = [];
document.addEventListener('click', (event) => {
  const link = event.target.closest?.('a[data-download]');
  const { activeElement } = document;
  if (activeElement?.dataset.at !== undefined && activeElement.matches('#panel-form *')) activeElement.blur();
  if (!link || !outbox.length) return;
  event.preventDefault();
  page.afterwards.push(() => document.querySelector(`[data-download="${link.dataset.download}"]`)?.click());
}, true);

// What was done or typed but not sent when the page is left goes on its way by itself; what was being
// written to be sent stands in its box again.
addEventListener('pagehide', () => {
  const boxes = [...document.querySelectorAll('[data-answer]')].filter((box) => box.value !== written(box));
  sessionStorage.setItem('unsaid', JSON.stringify(boxes.map((box) => [box.getAttribute('aria-label'), box.value])));
  const left = outbox.filter(({ kind }) => !['look', 'resume'].includes(kind));
  const field = document.activeElement;
  if (field?.dataset?.at !== undefined && field.matches('#panel-form *') && isTyped(field))
    left.push({ kind: 'edit', at: field.dataset.at, row: page.rowName(field.dataset.at), text: field.value, number: nextNumber() });
  if (!left.length) return;
  const body = JSON.stringify({ description: described(), deeds: left.map(sendable) });
  sessionStorage.setItem('left', JSON.stringify({ token: page.token(), body }));
  bring(page.token(), body, { keepalive: true });
});

// What the page before this one had in hand is done before its draft is asked for: it may still be
// on its way, or be lost. The server does nothing twice; `lost`: it knows that page no more.
const bring = (token, body, how = {}) =>
  fetch(`/act/${token}/left`, { method: 'POST', body, headers: { 'content-type': 'application/json' }, ...how })
    .then(({ ok, status }) => (ok ? 'done' : [410, 422].includes(status) ? 'lost' : ''), () => '');

page.brought = async () => {
  const { token, body } = JSON.parse(sessionStorage.getItem('left') || '{}');
  let is = token ? '' : 'done';
  while (!(is ||= await bring(token, body))) await new Promise((go) => setTimeout(go, AGAIN));
  sessionStorage.removeItem('left');
  return is === 'lost' ? JSON.parse(body).deeds : [];
};

let unsaid = JSON.parse(sessionStorage.getItem('unsaid') || '[]');
sessionStorage.removeItem('unsaid');
page.putBack = (panel) => {
  unsaid = unsaid.filter(([label, text]) => {
    const box = panel.querySelector(`[data-answer][aria-label="${CSS.escape(label)}"]`);
    if (box) box.value = text;
    return !box;
  });
};
