import { element } from './tools.js';

const EVERY = 3000;
const SHOWN = 50;
const WHEN = new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });

/** Shows what the insurer sent, newest first, and asks for more every few seconds while the page is looked at. */
export function startMailbox(replyTo) {
  const list = document.getElementById('mailbox-list');
  const empty = document.getElementById('mailbox-empty');
  const count = document.getElementById('mailbox-count');
  const pane = document.getElementById('mailbox-letter');
  let letters = [];
  let open = null;

  async function refresh() {
    if (!document.hidden) {
      try {
        const response = await fetch(`/sandbox/mail/messages?limit=${SHOWN}`);
        if (response.ok) {
          show(await response.json());
        }
      } catch {
        count.textContent = 'нет связи';
      }
    }
    setTimeout(refresh, EVERY);
  }

  function show(fresh) {
    empty.hidden = fresh.length > 0;
    count.textContent = fresh.length === 0 ? '' : plural(fresh.length);
    const known = letters.length > 0 ? letters[0].id : 0;
    const newest = fresh.length > 0 ? fresh[0].id : 0;
    if (newest === known) {
      return;
    }
    // An application that was started again counts from one.
    const added = newest > known ? fresh.filter((letter) => letter.id > known) : fresh;
    if (newest < known) {
      list.replaceChildren();
      close();
    }
    letters = fresh;
    list.prepend(...added.map(row));
    while (list.children.length > SHOWN) {
      list.lastElementChild.remove();
    }
  }

  function row(letter) {
    const button = element(
      'button',
      { type: 'button' },
      element('span', { className: 'subject' }, letter.subject || 'Без темы'),
      element('span', { className: 'when' }, WHEN.format(new Date(letter.receivedAt))),
      element('span', { className: 'to' }, `кому: ${letter.to}`),
      letter.attachments.length > 0
        ? element('span', { className: 'clip' }, `вложений: ${letter.attachments.length}`)
        : null,
    );
    button.setAttribute('aria-expanded', 'false');
    button.setAttribute('aria-controls', 'mailbox-letter');
    button.addEventListener('click', () => (open === button ? close() : read(letter, button)));
    return element('li', {}, button);
  }

  function read(letter, button) {
    close();
    open = button;
    button.setAttribute('aria-expanded', 'true');
    const shut = element('button', { type: 'button', className: 'plain' }, 'Закрыть');
    shut.addEventListener('click', () => {
      close();
      button.focus();
    });
    const reply = element('button', { type: 'button', className: 'plain' }, 'Ответить');
    reply.addEventListener('click', () => replyTo(letter));
    pane.replaceChildren(
      element('h3', {}, letter.subject || 'Без темы'),
      element('p', { className: 'people' }, `${letter.fromName ?? letter.from} → ${letter.to}`),
      element('div', { className: 'body' }, letter.text || 'Письмо без текста'),
      letter.attachments.length === 0 ? '' : element('ul', { className: 'files' }, ...letter.attachments.map(file)),
      element('div', { className: 'send' }, reply, shut),
    );
    pane.hidden = false;
    button.parentElement.append(pane);
    pane.focus({ preventScroll: true });
  }

  function close() {
    open?.setAttribute('aria-expanded', 'false');
    open = null;
    pane.hidden = true;
    list.after(pane);
  }

  refresh();
}

function file(attachment) {
  const size = attachment.size < 1024 * 1024
    ? `${Math.max(1, Math.round(attachment.size / 1024))} КБ`
    : `${(attachment.size / 1024 / 1024).toFixed(1).replace('.', ',')} МБ`;
  return element(
    'li',
    {},
    element('a', { href: attachment.href, target: '_blank', rel: 'noopener' }, attachment.name),
    ` ${size}`,
  );
}

function plural(number) {
  const forms = { one: 'письмо', few: 'письма', many: 'писем', other: 'письма' };
  return `${number} ${forms[new Intl.PluralRules('ru').select(number)]}`;
}
