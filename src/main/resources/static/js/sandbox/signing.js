import { action, ask, keepRows } from './rows.js';
import { element, postJson, say } from './tools.js';

const SHOWN = 50;
const WHEN = new Intl.DateTimeFormat('ru', { day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' });
const STATES = {
  waiting: ['ждёт подписи', 'warn'],
  signed: ['подписан', 'good'],
  refused: ['отказ', 'bad'],
  'invalid-signature': ['подпись неверна', 'bad'],
};

/** What only our own check of the signature can see. */
const FAULTS = [
  ['other-bytes', 'Другой файл'],
  ['expired', 'Просроченный сертификат'],
  ['unknown-issuer', 'Чужой удостоверяющий центр'],
  ['other-inn', 'Чужой ИНН'],
  ['not-gost', 'Не ГОСТ'],
  ['garbage', 'Не подпись'],
];

/** The client's hand in the EDO: sees what came to be signed, signs, refuses, or signs wrongly. */
export function startSigning() {
  const list = document.getElementById('signing-list');
  const empty = document.getElementById('signing-empty');
  const count = document.getElementById('signing-count');
  const answer = document.getElementById('signing-answer');

  function shown(documents) {
    const waiting = documents.filter((document) => document.state === 'waiting').length;
    empty.hidden = documents.length > 0;
    count.textContent = documents.length === 0 ? '' : `ждут подписи: ${waiting}`;
    // What waits for the client first, then the newest.
    return documents
      .reverse()
      .sort((a, b) => (b.state === 'waiting') - (a.state === 'waiting'))
      .slice(0, SHOWN);
  }

  function row(document) {
    const [state, kind] = STATES[document.state];
    const li = element(
      'li',
      { className: 'row' },
      element(
        'div',
        { className: 'line' },
        element('a', { href: document.href, target: '_blank', rel: 'noopener', className: 'subject' }, document.title),
        element('span', { className: `state ${kind}` }, state),
      ),
      element(
        'p',
        { className: 'people' },
        `${document.client}, ИНН ${document.inn} · ${WHEN.format(new Date(document.sentAt))}`,
      ),
      document.reason ? element('p', { className: 'people' }, `Причина: ${document.reason}`) : null,
    );
    li.dataset.document = document.id;
    if (document.state === 'waiting' || document.state === 'invalid-signature') {
      li.append(
        element(
          'div',
          { className: 'send' },
          action('Подписать', () => send(document, 'sign')),
          action('Отказаться', () =>
            ask(li, 'Отправить отказ', [{ name: 'reason', label: 'Почему клиент не подписывает' }], (values) =>
              send(document, 'refuse', values))),
          action('Неверная подпись', () => send(document, 'sign?invalid=true')),
        ),
        element(
          'details',
          { className: 'faults' },
          element('summary', {}, 'Изъяны подписи, которых оператор не заметит'),
          element(
            'div',
            { className: 'send' },
            ...FAULTS.map(([hand, label]) => action(label, () => send(document, `sign?with=${hand}`))),
          ),
        ),
      );
    }
    return li;
  }

  async function send(document, what, body = {}) {
    const reply = await postJson(`/sandbox/edo/documents/${document.id}/${what}`, body);
    if (reply.ok) {
      answer.hidden = true;
      setTimeout(refresh);
    } else {
      say(answer, 'bad', element('strong', {}, reply.body.detail ?? `Ответ сервера: ${reply.status}`));
    }
    return reply.ok;
  }

  const refresh = keepRows(list, '/sandbox/edo/documents', row, shown);
}
