// Whoever calls is shown on top of the page, be it one of the workspace or Tasklist: who it is, and the way to their card.
const ROOT = new URL('..', import.meta.url);
const PAUSE = 3000;

const style = new CSSStyleSheet();
style.replaceSync(`
  .incoming-calls { position: fixed; right: 16px; bottom: 16px; z-index: 2000; width: min(380px, calc(100vw - 32px)); display: grid; gap: 10px; }
  .incoming-call { position: relative; padding: 14px 44px 14px 18px; font: 15px/1.45 "Segoe UI", Roboto, "Liberation Sans", Arial, sans-serif;
    color: #1d2a37; background: #fff; border: 1px solid #d8dfe7; border-left: 6px solid #1d7a46; border-radius: 10px; box-shadow: 0 6px 24px rgb(0 0 0 / 22%); }
  .incoming-call p { margin: 0 0 4px; }
  .incoming-call b { font-size: 16px; }
  .incoming-call a { color: #0f4c81; text-decoration: underline; }
  .incoming-call a:focus-visible, .incoming-call button:focus-visible { outline: 3px solid #7fb2e5; outline-offset: 2px; }
  .incoming-call .muted { color: #5f6b7a; }
  .incoming-call button { position: absolute; top: 8px; right: 8px; width: 32px; height: 32px; font: 20px/1 Arial, sans-serif; color: #5f6b7a; background: none; border: 0; cursor: pointer; }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, style];

const closed = new Set();
let place;
let drawn = '';

function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  made.textContent = text;
  Object.entries(attributes).forEach(([key, value]) => made.setAttribute(key, value));
  return made;
}

function link(text, href) {
  // Tasklist would take a link without a target for one of its own.
  return element('a', text, { href: new URL(href.replace(/^\//, ''), ROOT).href, target: '_blank', rel: 'noopener' });
}

function card(call) {
  const card = element('section', '', { class: 'incoming-call', 'aria-label': 'Входящий звонок' });
  const line = element('p', '');
  line.append(element('span', call.state === 'разговор' ? 'Вы говорите с ' : 'Звонит ', { class: 'muted' }), element('b', call.number || 'скрытый номер'));
  card.append(line);
  for (const caller of call.callers) {
    const who = element('p', '');
    who.append(element('b', caller.name), caller.position ? `, ${caller.position}` : '');
    const where = element('p', '');
    where.append(link(caller.client, caller.href));
    for (const deal of caller.deals) {
      where.append(' · ', link(deal.number, deal.href), element('span', ` ${deal.stage}`, { class: 'muted' }));
    }
    card.append(who, where);
  }
  if (call.callers.length === 0) {
    card.append(element('p', call.number
      ? 'Этого номера нет ни на одной карточке. После разговора появится заявка, в которой записывают, кто звонил.'
      : 'Номер не определился: спросите, кто звонит.', { class: 'muted' }));
  }
  const close = element('button', '×', { type: 'button', 'aria-label': 'Закрыть' });
  close.addEventListener('click', () => {
    closed.add(call.id);
    card.remove();
  });
  card.append(close);
  return card;
}

function draw(calls) {
  const shown = calls.filter((call) => !closed.has(call.id));
  const news = JSON.stringify(shown);
  // An unchanged call stays, or a screen reader would read it out anew.
  if (news === drawn) {
    return;
  }
  drawn = news;
  if (!place) {
    place = element('div', '', { class: 'incoming-calls', role: 'status' });
    document.body.append(place);
  }
  place.replaceChildren(...shown.map(card));
}

async function look() {
  if (document.visibilityState === 'visible') {
    try {
      const answer = await fetch(new URL('api/calls/incoming', ROOT), { headers: { Accept: 'application/json' } });
      if (answer.status === 204 || answer.status === 401 || answer.status === 403) {
        return;
      }
      if (answer.ok) {
        draw(await answer.json());
      }
    } catch {
      // The next look asks again.
    }
  }
  setTimeout(look, PAUSE);
}

look();
