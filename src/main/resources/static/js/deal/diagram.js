// Draws the models of a deal with its tokens once somebody opens the card, and follows the deal while the card is looked at.
import {Drawing, steer, viewer} from './drawing.js';

const PAUSE = 5000;
const REMEMBERED = 'polisflow.diagram';

const follow = (card) => {
  const place = card.querySelector('[data-place]');
  const problem = card.querySelector('.problem');
  let run = '';
  let version = '';
  let drawing;
  let drawn = '';
  let fitted = '';
  let timer;
  let seen = false;
  let turn = Promise.resolve();

  const say = (text) => {
    problem.textContent = text;
    problem.hidden = !text;
  };

  /** Puts in what has changed and nothing else: the focus, what is unfolded and what was read out stay. */
  const take = (fresh) => {
    const body = place.querySelector('.diagram-body');
    const view = body?.querySelector('[data-picture]');
    if (!view || !fresh.querySelector('[data-picture]')) {
      drawing?.destroy();
      drawing = undefined;
      drawn = '';
      place.replaceChildren(fresh);
      const picture = fresh.querySelector('[data-picture]');
      if (picture) {
        steer(picture, () => drawing);
        new ResizeObserver(() => drawing && fit(picture)).observe(picture);
      }
      return;
    }
    for (const part of fresh.querySelectorAll('[data-part]')) {
      const old = body.querySelector(`[data-part="${part.dataset.part}"]`);
      if (old.innerHTML === part.innerHTML) {
        continue;
      }
      const focused = old.contains(document.activeElement) ? document.activeElement.dataset.run : undefined;
      if (part.dataset.part === 'now') {
        // The live region itself has to stay, or nothing is read out.
        old.replaceChildren(...part.childNodes);
      } else {
        part.open = old.open;
        old.replaceWith(part);
      }
      body.querySelector(`[data-run="${CSS.escape(focused ?? '')}"]`)?.focus();
    }
    const picture = fresh.querySelector('[data-picture]');
    view.dataset.model = picture.dataset.model;
    view.dataset.flows = picture.dataset.flows;
    view.setAttribute('aria-label', picture.getAttribute('aria-label'));
  };

  /** Once for each run and width: whoever has gone nearer stays there while the deal moves on. */
  const fit = (view) => {
    const what = `${run} ${drawn} ${view.clientWidth}`;
    if (what !== fitted) {
      fitted = what;
      drawing.fit();
    }
  };

  const draw = async () => {
    const view = place.querySelector('[data-picture]');
    if (!view) {
      return;
    }
    const model = view.dataset.model;
    if (model !== drawn) {
      const [BpmnJS, answer] = await Promise.all([viewer(card), fetch(model)]);
      if (!answer.ok) {
        throw new Error(`The model answered ${answer.status}`);
      }
      const xml = await answer.text();
      drawing?.destroy();
      drawing = undefined;
      drawn = model;
      fitted = '';
      const undrawn = place.querySelector('[data-undrawn]');
      undrawn.hidden = true;
      try {
        drawing = await Drawing.of(view, BpmnJS, xml);
      } catch {
        // An analyst may deploy a model that has no drawing.
        undrawn.hidden = false;
        return;
      }
    } else if (!drawing) {
      return;
    }
    drawing.mark([...place.querySelectorAll('[data-element]')].map(each => ({...each.dataset})), view.dataset.flows.split(' '));
    fit(view);
  };

  const ask = async () => {
    const asked = run;
    const answer = await fetch(card.dataset.diagram + (asked ? `?run=${encodeURIComponent(asked)}` : ''), {
      headers: {Accept: 'text/html', ...(version ? {'If-None-Match': version} : {})},
    });
    if (asked !== run) {
      return;
    }
    if (answer.redirected || answer.status === 401) {
      say('Сеанс закончился: войдите в систему в соседней вкладке, и схема обновится.');
      return;
    }
    if (answer.status === 404 && asked) {
      // Its history has just been cleaned up.
      run = '';
      version = '';
      await ask();
      return;
    }
    if (answer.status !== 304) {
      if (!answer.ok) {
        throw new Error(`The diagram answered ${answer.status}`);
      }
      const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (asked !== run) {
        return;
      }
      take(fresh.querySelector('.diagram-body'));
      await draw();
      version = answer.headers.get('ETag') ?? '';
    }
    say('');
  };

  const look = () => {
    clearTimeout(timer);
    if (!card.open || !seen || document.hidden) {
      return;
    }
    // One after another, so that an older answer never comes last.
    turn = turn.then(ask)
      .catch(() => say('Схему сейчас не обновить: нет связи с сервером. Попробуем ещё раз сами.'))
      .finally(() => {
        clearTimeout(timer);
        timer = setTimeout(look, PAUSE);
      });
  };

  const views = {
    in: () => drawing.zoom(1.25),
    out: () => drawing.zoom(0.8),
    fit: () => drawing.fit(),
    // Where none stands in this drawing, the next one is opened.
    token: () => (drawing.tokens.length ? drawing.toToken() : place.querySelector('[data-part="now"] [data-run]')?.click()),
  };
  card.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (button?.dataset.run) {
      run = button.dataset.run;
      version = '';
      // Its own button goes with the drawing.
      button.closest('.diagram-view')?.focus({preventScroll: true});
      look();
    } else if (button?.dataset.view && drawing) {
      views[button.dataset.view]();
    }
  });
  card.addEventListener('toggle', (event) => {
    if (event.target === card) {
      localStorage.setItem(REMEMBERED, card.open ? 'open' : '');
      look();
    }
  });
  document.addEventListener('visibilitychange', look);
  new IntersectionObserver(([entry]) => {
    seen = entry.isIntersecting;
    look();
  }).observe(card);
  if (localStorage.getItem(REMEMBERED) === 'open') {
    card.open = true;
  }
};

document.querySelectorAll('details.diagram').forEach(follow);
