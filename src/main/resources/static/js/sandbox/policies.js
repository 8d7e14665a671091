import { action, ask, keepRows } from './rows.js';
import { element, postJson, say } from './tools.js';

const SHOWN = 50;
const DAY = new Intl.DateTimeFormat('ru', { dateStyle: 'short', timeZone: 'UTC' });
const RUBLES = new Intl.NumberFormat('ru', { style: 'currency', currency: 'RUB' });
const STATES = {
  accepted: ['ждёт выпуска', 'warn'],
  issued: ['действует', 'good'],
  refused: ['отказ', 'bad'],
  cancelled: ['расторгнут', 'bad'],
};

/** The clerk of the Policy Admin System: how orders are treated, and what happens to policies later. */
export function startPolicies() {
  const list = document.getElementById('policies-list');
  const empty = document.getElementById('policies-empty');
  const answer = document.getElementById('policies-answer');
  const issuing = document.getElementById('issuing');

  function shown(policies) {
    empty.hidden = policies.length > 0;
    return policies
      .reverse()
      .sort((a, b) => (b.state === 'accepted') - (a.state === 'accepted'))
      .slice(0, SHOWN);
  }

  function row(policy) {
    const [state, kind] = STATES[policy.state];
    const li = element(
      'li',
      { className: 'row' },
      element(
        'div',
        { className: 'line' },
        element('span', { className: 'subject' }, policy.policyNumber ?? `Заказ по договору ${policy.contractNumber}`),
        element('span', { className: `state ${kind}` }, state),
      ),
      element(
        'p',
        { className: 'people' },
        `${policy.policyholder.name} · ${day(policy.startsOn)} – ${day(policy.endsOn)} · ${RUBLES.format(policy.premium)}`,
      ),
      element(
        'p',
        { className: 'people' },
        `${policy.object ?? policy.productCode} · договор ${policy.contractNumber}, строка ${policy.line}`,
      ),
      policy.refusalReason ? element('p', { className: 'people' }, `Причина: ${policy.refusalReason}`) : null,
    );
    li.dataset.policy = policy.reference;
    if (policy.state === 'accepted') {
      li.append(
        element(
          'div',
          { className: 'send' },
          action('Выпустить', () => send(policy, 'issue')),
          action('Отказать', () =>
            ask(li, 'Отправить отказ', [{ name: 'reason', label: 'Причина отказа' }], (values) =>
              send(policy, 'refuse', values))),
        ),
      );
    } else if (policy.state === 'issued') {
      li.append(
        element(
          'div',
          { className: 'send' },
          action('Изменить срок', () =>
            ask(
              li,
              'Сохранить срок',
              [
                { name: 'startsOn', label: 'Начало', type: 'date', value: policy.startsOn },
                { name: 'endsOn', label: 'Конец', type: 'date', value: policy.endsOn },
              ],
              (values) => send(policy, 'change', values),
            )),
          action('Расторгнуть', () =>
            ask(
              li,
              'Расторгнуть полис',
              [
                { name: 'cancelledOn', label: 'С какого дня', type: 'date', value: new Date().toISOString().slice(0, 10) },
                { name: 'reason', label: 'Причина' },
              ],
              (values) => send(policy, 'cancel', values),
            )),
        ),
      );
    }
    return li;
  }

  async function send(policy, what, body = {}) {
    const reply = await postJson(`/sandbox/policy/policies/${policy.reference}/${what}`, body);
    if (!reply.ok) {
      say(answer, 'bad', element('strong', {}, reply.body.detail ?? `Ответ сервера: ${reply.status}`));
      return false;
    }
    if (reply.body.told) {
      answer.hidden = true;
    } else {
      say(answer, 'warn', element('strong', {}, 'Polisflow пока не принял сообщение, оно повторится само.'));
    }
    setTimeout(refresh);
    return true;
  }

  async function mode() {
    try {
      const response = await fetch('/sandbox/policy/issuing');
      if (response.ok) {
        set((await response.json()).mode);
      }
    } catch {
      // The next look at the page asks again.
    }
  }

  function set(value) {
    const radio = issuing.querySelector(`input[value="${CSS.escape(value)}"]`);
    if (radio) {
      radio.checked = true;
    }
  }

  issuing.addEventListener('change', async (event) => {
    const reply = await postJson('/sandbox/policy/issuing', { mode: event.target.value });
    if (!reply.ok) {
      say(answer, 'bad', element('strong', {}, reply.body.detail ?? 'Переключить не удалось.'));
      mode();
    }
  });
  document.addEventListener('visibilitychange', () => document.hidden || mode());
  mode();
  const refresh = keepRows(list, '/sandbox/policy/policies?all=true', row, shown);
}

function day(text) {
  return DAY.format(new Date(text));
}
