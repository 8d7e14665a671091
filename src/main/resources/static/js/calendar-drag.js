// A planned touch is dragged to another day or hour: with the mouse at once, with a finger after a long press. Whoever
// cannot drag moves it by «Перенести».
import {inWords, move, say} from './calendar-moves.js';

const STEP = 15;
const FAR_ENOUGH = 5;
const LONG_PRESS = 400;
const EDGE = 60;
/** Below it a week is a list, without hours to drop on; calendar.css says the same. */
const LISTED = matchMedia('(max-width: 700px)');

let press = null;

document.addEventListener('pointerdown', event => {
  const item = event.target.closest('[data-movable]');
  if (!item || event.button !== 0 || event.target.closest('button') || press) {
    return;
  }
  const box = item.getBoundingClientRect();
  press = {
    item,
    id: event.pointerId,
    x: event.clientX,
    y: event.clientY,
    grab: Math.min(event.clientY - box.top, 24),
    touch: {id: item.dataset.touch, what: item.dataset.what, seenAt: item.dataset.starts}
  };
  if (event.pointerType !== 'mouse') {
    press.timer = setTimeout(start, LONG_PRESS);
    press.byFinger = true;
  }
});

document.addEventListener('pointermove', event => {
  if (!press || event.pointerId !== press.id) {
    return;
  }
  const far = Math.hypot(event.clientX - press.x, event.clientY - press.y) > FAR_ENOUGH;
  if (!press.flying && far) {
    if (press.byFinger) {
      // The finger scrolls the page.
      drop();
      return;
    }
    start();
  }
  if (press.flying) {
    fly(event.clientX, event.clientY);
  }
});

document.addEventListener('touchmove', event => {
  if (press?.flying) {
    event.preventDefault();
  }
}, {passive: false});

document.addEventListener('pointerup', async event => {
  if (!press || event.pointerId !== press.id) {
    return;
  }
  const {touch, landing, flying} = press;
  drop();
  if (flying) {
    // The click that follows opens nothing.
    document.addEventListener('click', swallow, {capture: true, once: true});
    setTimeout(() => document.removeEventListener('click', swallow, {capture: true}), 50);
  }
  if (landing && landing.at !== touch.seenAt) {
    const problem = await move(touch, landing.at, true);
    if (problem) {
      say(`Не перенесено: ${touch.what}. ${problem.detail || problem.title}`, {failed: true});
    }
  }
});

function swallow(event) {
  event.preventDefault();
  event.stopPropagation();
}

document.addEventListener('pointercancel', drop);
document.addEventListener('dragstart', event => {
  if (press) {
    event.preventDefault();
  }
});
document.addEventListener('contextmenu', event => {
  if (press?.byFinger) {
    event.preventDefault();
  }
});
document.addEventListener('keydown', event => {
  if (event.key === 'Escape' && press) {
    drop();
  }
});

function start() {
  const {item} = press;
  press.flying = item.cloneNode(true);
  press.flying.classList.add('flying');
  press.flying.removeAttribute('data-touch');
  press.flying.style.width = Math.min(item.offsetWidth, 260) + 'px';
  press.flying.style.height = Math.min(item.offsetHeight, 60) + 'px';
  press.where = document.createElement('span');
  press.where.className = 'where';
  press.flying.append(press.where);
  document.body.append(press.flying);
  item.classList.add('dragged');
  document.body.classList.add('dragging');
  fly(press.x, press.y);
}

function fly(x, y) {
  press.flying.style.left = x - 20 + 'px';
  press.flying.style.top = y - press.grab + 'px';
  press.scroll = y < EDGE ? -10 : y > innerHeight - EDGE ? 10 : 0;
  if (press.scroll && !press.scrolling) {
    press.scrolling = requestAnimationFrame(scroll);
  }
  land(x, y);
}

function scroll() {
  if (press?.scroll) {
    scrollBy(0, press.scroll);
    press.scrolling = requestAnimationFrame(scroll);
  } else if (press) {
    press.scrolling = null;
  }
}

/** Shows where it would come down. */
function land(x, y) {
  clear();
  const under = document.elementFromPoint(x, y);
  const slots = under?.closest('.column')?.querySelector('.slots');
  const cell = under?.closest('.month td[data-date]');
  if (slots && slots.dataset.owner && press.item.dataset.owner && slots.dataset.owner !== press.item.dataset.owner) {
    // Another person's column: handing over is done on the deal's page.
    return;
  }
  const listed = slots && LISTED.matches && slots.closest('.several');
  if (cell || listed) {
    (cell || slots).classList.add('landing-day');
    const place = cell || slots;
    const off = place.classList.contains('off') || !!slots && !slots.dataset.opens;
    landOn({at: place.dataset.date + press.touch.seenAt.slice(10)}, off);
  } else if (slots) {
    landAt(slots, y);
  }
}

function landAt(slots, y) {
  const box = slots.getBoundingClientRect();
  const from = Number(slots.dataset.from);
  const to = Number(slots.dataset.to);
  const exact = from + (y - press.grab - box.top) / box.height * (to - from);
  const minutes = Math.max(from, Math.min(to - STEP, Math.round(exact / STEP) * STEP));
  const at = `${slots.dataset.date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
  const mark = document.createElement('li');
  mark.className = 'placed landing';
  mark.style.setProperty('--at', minutes);
  mark.style.setProperty('--minutes', Math.max(30, Number(press.item.dataset.minutes)));
  slots.append(mark);
  landOn({at}, minutes < Number(slots.dataset.opens ?? 1440) || minutes >= Number(slots.dataset.closes ?? 0));
}

function landOn(landing, off) {
  const past = new Date(landing.at) < new Date();
  press.landing = landing;
  press.where.textContent = inWords(landing.at) + (past ? ' — уже прошло' : off ? ' — нерабочее время' : '');
  press.where.classList.toggle('past', past);
  press.where.classList.toggle('off', off && !past);
}

function two(number) {
  return String(number).padStart(2, '0');
}

function clear() {
  document.querySelectorAll('.landing').forEach(mark => mark.remove());
  document.querySelectorAll('.landing-day').forEach(place => place.classList.remove('landing-day'));
  press.landing = null;
  if (press.where) {
    press.where.textContent = '';
  }
}

function drop() {
  if (!press) {
    return;
  }
  clearTimeout(press.timer);
  clear();
  cancelAnimationFrame(press.scrolling);
  press.flying?.remove();
  press.item.classList.remove('dragged');
  document.body.classList.remove('dragging');
  press = null;
}
