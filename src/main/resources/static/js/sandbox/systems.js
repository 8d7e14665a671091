import { element, postJson, say } from './tools.js';

/** The switches of the simulated systems, kept in step with what other people and tests switch. */
export function startSystems() {
  const rows = Array.from(document.querySelectorAll('.system[data-system]'));
  const answer = document.getElementById('systems-answer');

  async function refresh(row) {
    try {
      const response = await fetch(`/sandbox/${row.dataset.system}/behaviour`);
      if (response.ok) {
        set(row, (await response.json()).mode);
      }
    } catch {
      // The next look at the page asks again.
    }
  }

  function set(row, mode) {
    row.dataset.mode = mode;
    const radio = row.querySelector(`input[value="${CSS.escape(mode)}"]`);
    if (radio) {
      radio.checked = true;
    }
  }

  for (const row of rows) {
    row.addEventListener('change', async (event) => {
      const mode = event.target.value;
      const reply = await postJson(`/sandbox/${row.dataset.system}/behaviour`, { mode });
      if (reply.ok) {
        set(row, mode);
        answer.hidden = true;
      } else {
        say(answer, 'bad', element('strong', {}, reply.body.detail ?? 'Переключить не удалось.'));
        refresh(row);
      }
    });
  }

  const all = () => rows.forEach(refresh);
  document.addEventListener('visibilitychange', () => document.hidden || all());
  all();
}
