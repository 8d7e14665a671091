import { element, fill, postJson, say } from './tools.js';

const LARGEST_FILES = 25 * 1024 * 1024;

/** The client's e-mail to the insurer, new or in answer to a letter from the mailbox. */
export function startLetter() {
  const form = document.getElementById('write-form');
  const answer = document.getElementById('write-answer');
  const note = document.getElementById('write-reply');
  const chosen = document.getElementById('write-chosen');
  const files = () => Array.from(form.elements.namedItem('files').files);
  let inReplyTo = null;

  form.elements.namedItem('files').addEventListener('change', () => {
    chosen.textContent = files().map((file) => file.name).join(', ');
  });

  document.getElementById('write-example').addEventListener('click', () => {
    inReplyTo = null;
    note.textContent = '';
    answer.hidden = true;
    fill(form, {
      from: 'kuznetsov@kamaz.example',
      fromName: 'Пётр Кузнецов',
      subject: 'Страхование грузов',
      text: 'Здравствуйте!\n\nПросим рассчитать страхование перевозки запчастей из Набережных Челнов в Казань автотранспортом, '
        + 'страховая сумма 12 000 000 руб.\n\nПАО «КАМАЗ», ИНН 1650032058\nПётр Кузнецов, +7 855 245-20-00',
    });
    form.querySelector('[type=submit]').focus();
  });

  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    const attached = files();
    if (attached.reduce((sum, file) => sum + file.size, 0) > LARGEST_FILES) {
      say(answer, 'bad', element('strong', {}, 'Вложения больше 25 МБ, выберите файлы поменьше.'));
      return;
    }
    const button = form.querySelector('[type=submit]');
    button.disabled = true;
    const value = (name) => form.elements.namedItem(name).value;
    const reply = await postJson('/sandbox/mail/send', {
      from: value('from'),
      fromName: value('fromName'),
      subject: value('subject'),
      text: value('text'),
      inReplyTo,
      attachments: await Promise.all(attached.map(attachment)),
    });
    button.disabled = false;
    if (!reply.ok) {
      say(
        answer,
        'bad',
        element('strong', {}, reply.body.title ?? 'Письмо не отправлено'),
        element('p', {}, reply.body.detail ?? `Ответ сервера: ${reply.status}`),
      );
      form.elements.namedItem('from').focus();
      return;
    }
    say(
      answer,
      'good',
      element('strong', {}, 'Письмо доставлено'),
      element('p', {}, 'Polisflow прочитает его через несколько секунд.'),
    );
    form.reset();
    chosen.textContent = '';
    inReplyTo = null;
    note.textContent = '';
  });

  return {
    replyTo(letter) {
      inReplyTo = letter.messageId;
      const [to] = letter.to.split(', ');
      fill(form, {
        from: to,
        fromName: '',
        subject: letter.subject.startsWith('Re: ') ? letter.subject : `Re: ${letter.subject}`,
        text: '',
      });
      note.textContent = 'Ответ на письмо страховщика';
      answer.hidden = true;
      const text = form.elements.namedItem('text');
      text.scrollIntoView({ block: 'center' });
      text.focus({ preventScroll: true });
    },
  };
}

function attachment(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('error', () => reject(reader.error));
    reader.addEventListener('load', () =>
      resolve({ name: file.name, type: file.type, content: reader.result.slice(reader.result.indexOf(',') + 1) }));
    reader.readAsDataURL(file);
  });
}
