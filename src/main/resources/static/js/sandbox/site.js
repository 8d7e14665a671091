import { element, fill, postJson, say, uuid } from './tools.js';

const FIELDS = [
  'inn', 'companyName', 'contactName', 'email', 'phone', 'product', 'object', 'risks', 'sumInsured', 'startsOn', 'text',
];

/** The insurer's web form: the same submission keeps its id until it was accepted and something in it changed. */
export function startSite() {
  const form = document.getElementById('site-form');
  const answer = document.getElementById('site-answer');
  const note = document.getElementById('site-id');
  let submissionId;
  let accepted = false;

  function renew() {
    submissionId = uuid();
    accepted = false;
    note.textContent = '';
  }

  form.addEventListener('input', (event) => {
    mark(event.target, null);
    if (accepted) {
      renew();
      answer.hidden = true;
    }
  });

  document.getElementById('site-example').addEventListener('click', () => {
    fill(form, example());
    FIELDS.concat('consent').forEach((name) => mark(form.elements.namedItem(name), null));
    answer.hidden = true;
    renew();
    form.querySelector('[type=submit]').focus();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    const body = Object.fromEntries(FIELDS.map((name) => [name, form.elements.namedItem(name).value]));
    const reply = await postJson('/hooks/webform', {
      ...body,
      consent: form.elements.namedItem('consent').checked,
      consentVersion: 1,
      consentMarketing: form.elements.namedItem('consentMarketing').checked,
      submissionId,
    });
    button.disabled = false;
    show(reply);
  });

  function show(reply) {
    FIELDS.concat('consent').forEach((name) => mark(form.elements.namedItem(name), null));
    if (reply.ok) {
      accepted = true;
      const email = form.elements.namedItem('email').value;
      say(
        answer,
        'good',
        element('strong', {}, reply.body.repeated
          ? `Эта заявка уже принята, номер ${reply.body.requestNumber}`
          : `Заявка ${reply.body.requestNumber} принята`),
        element('p', {}, reply.body.repeated
          ? 'Повтор той же отправки второй заявки не создаёт.'
          : email
            ? `Подтверждение придёт на ${email} — смотрите почтовый ящик.`
            : 'Менеджер уже видит её в Tasklist.'),
      );
      note.textContent = 'Нажмите ещё раз, чтобы проверить повтор';
      return;
    }
    const errors = reply.body.errors ?? [];
    const general = [];
    for (const error of errors) {
      const field = error.field && form.elements.namedItem(error.field);
      if (field) {
        mark(field, error.message);
      } else {
        general.push(error.message);
      }
    }
    say(
      answer,
      reply.body.requestNumber ? 'warn' : 'bad',
      element('strong', {}, reply.body.title ?? 'Заявка не отправлена'),
      element('p', {}, reply.body.detail ?? `Ответ сервера: ${reply.status}`),
      ...general.map((message) => element('p', {}, message)),
      reply.body.requestNumber ? element('p', {}, `Номер: ${reply.body.requestNumber}`) : null,
    );
    (form.querySelector('[aria-invalid]') ?? answer).focus();
  }

  renew();
}

/** Puts a message under its field, or takes it away. */
function mark(field, message) {
  const id = `${field.id}-error`;
  const before = document.getElementById(id);
  if (message === null) {
    before?.remove();
    field.removeAttribute('aria-invalid');
    field.removeAttribute('aria-describedby');
    return;
  }
  if (before) {
    before.textContent += `. ${message}`;
    return;
  }
  field.setAttribute('aria-invalid', 'true');
  field.setAttribute('aria-describedby', id);
  field.parentElement.append(element('span', { id, className: 'error' }, message));
}

function example() {
  const start = new Date();
  start.setDate(start.getDate() + 30);
  const two = (number) => String(number).padStart(2, '0');
  return {
    inn: '7707083893',
    companyName: 'ПАО Сбербанк',
    contactName: 'Ольга Белова',
    email: 'belova@client.example',
    phone: '+7 495 500-55-50',
    product: 'property',
    object: 'Офисное здание, Москва, ул. Вавилова, 19',
    risks: 'Пожар, залив, противоправные действия третьих лиц',
    sumInsured: '150 000 000',
    startsOn: `${two(start.getDate())}.${two(start.getMonth() + 1)}.${start.getFullYear()}`,
    text: 'Просим прислать предложение с франшизой 500 000 ₽.',
    consent: true,
  };
}
