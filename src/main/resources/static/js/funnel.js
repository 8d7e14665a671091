// The board of the funnel. A card that is dragged, or moved by its menu, is a question to the deal's model: the server says
// beforehand what may be asked, the answer is what the columns show afterwards. Nothing here sets a stage.
const area = document.getElementById('deal-actions');
const menu = document.getElementById('dialog-move');
const notice = document.getElementById('funnel-notice');
const status = document.getElementById('funnel-status');

const AGAIN_AFTER = 1500;
const MOST_TRIES = 10;
const SETTLING_AFTER = 2000;

// A card that has arrived is as the server sends it at once: it takes over nothing from the one that was dragged.
htmx.config.attributesToSettle = [];

/** The move that is on its way: its card, where that came from, where it is to go. */
let moving = null;
/** Where the card that is being dragged may go: the server's word, asked for as the drag begins. */
let moves = null;

const board = () => document.getElementById('board');
const columnOf = (element) => element && element.closest('#board [data-label]');
const columnAt = (code) => document.getElementById('column-' + code);

function say(text) {
  notice.querySelector('span').textContent = text;
  notice.hidden = !text;
}

notice.querySelector('button').addEventListener('click', () => say(''));

/** @return for each stage the decision that leads there, or why there is none */
async function movesOf(number) {
  try {
    const answer = await fetch(board().dataset.deals + '/' + number + '/moves', {headers: {Accept: 'application/json'}});
    if (answer.ok && !answer.redirected) {
      return await answer.json();
    }
  } catch {
    // Said below, as any other failure.
  }
  return null;
}

function cardsOf(code) {
  return columnAt(code).querySelector('.cards');
}

function showMoving(card, on) {
  card.classList.toggle('moving', on);
  card.setAttribute('aria-busy', String(on));
}

/** The card goes back to where it was. */
function giveUp(reason) {
  if (!moving) {
    return;
  }
  const {card, before, from} = moving;
  moving = null;
  showMoving(card, false);
  if (columnOf(card) !== columnAt(from)) {
    const home = cardsOf(from);
    home.insertBefore(card, before && before.parentNode === home ? before : home.firstChild);
  }
  if (reason) {
    say(reason);
  }
}

/** Asks for what moving the card to that stage means. */
async function move(card, from, before, to, known) {
  say('');
  moving = {card, number: card.dataset.deal, from, before, to, tries: 0};
  showMoving(card, true);
  const answer = await known;
  const found = answer && answer.find(each => each.stage === to);
  if (!found || !found.decision) {
    giveUp(found ? found.refusal : 'Нет связи с сервером. Попробуйте ещё раз.');
    return;
  }
  const dialog = document.getElementById('dialog-' + found.decision);
  area.dispatchEvent(dialog
      ? new CustomEvent('actions:open', {detail: {dialog: found.decision, target: moving.number, what: card.dataset.what}})
      : new CustomEvent('actions:post', {detail: {target: moving.number, post: found.decision}}));
}

area.addEventListener('actions:done', (event) => {
  event.preventDefault();
  look();
});
area.addEventListener('actions:refused', (event) => {
  const problem = event.detail.problem;
  giveUp(problem.detail || problem.title || 'Не получилось. Попробуйте ещё раз.');
});
for (const dialog of area.querySelectorAll('dialog')) {
  // Closed without having been done: nothing has happened to the deal.
  dialog.addEventListener('close', () => {
    if (moving && !moving.told) {
      giveUp('');
    }
  });
}

function focusOn(card) {
  const button = card.querySelector('[data-move]');
  (button && button.offsetParent ? button : card.querySelector('a')).focus({preventScroll: true});
}

/** Reads the columns of the move anew, until the model has moved the deal. */
async function look() {
  const {number, from, to} = moving;
  moving.told = true;
  await refresh([from, to]);
  const card = document.getElementById('deal-' + number);
  if (card && columnOf(card) === columnAt(from) && from !== to) {
    moving.tries += 1;
    if (moving.tries === MOST_TRIES) {
      moving = null;
      say('Решение принято, но модель ещё не перевела сделку. Обновите страницу позже.');
      return;
    }
    moving.card = card;
    showMoving(card, true);
    setTimeout(look, AGAIN_AFTER);
    return;
  }
  moving = null;
  status.textContent = 'Сделка ' + number + ' переведена: «' + columnAt(to).dataset.label + '»';
  if (card) {
    card.classList.add('arrived');
    card.scrollIntoView({block: 'nearest', inline: 'nearest'});
    focusOn(card);
  } else {
    columnAt(to).querySelector('h2').focus({preventScroll: true});
  }
}

/** Fetches the columns of these stages with as many cards as they show, and all sums. */
function refresh(codes) {
  const shown = Math.max(...codes.map(code => cardsOf(code).querySelectorAll('.deal').length));
  const query = new URLSearchParams(location.search);
  codes.forEach(code => query.append('column', code));
  query.set('shown', String(shown));
  return htmx.ajax('GET', board().dataset.columns + '?' + query, {target: '#board', swap: 'none'});
}

/** A pause takes hold a moment after it is asked for: its column is read again until it has. */
let waiting = null;

function watchSettling() {
  const column = board() && board().querySelector('[data-settling]');
  if (!column || waiting) {
    return;
  }
  waiting = setTimeout(async () => {
    waiting = null;
    if (!moving && !moves && column.isConnected) {
      await refresh([column.dataset.stage]);
    }
    watchSettling();
  }, SETTLING_AFTER);
}

function mark(card, from) {
  const allowed = (card.dataset.moves || '').split(' ');
  board().classList.add('dragging');
  for (const column of board().querySelectorAll('[data-label]')) {
    const here = column.dataset.stage === from;
    column.classList.toggle('allowed', !here && allowed.includes(column.dataset.stage));
    column.classList.toggle('denied', !here && !allowed.includes(column.dataset.stage));
  }
}

function explain(answer) {
  for (const found of answer || []) {
    const column = columnAt(found.stage);
    if (column && column.classList.contains('denied')) {
      const why = column.querySelector('.why');
      why.textContent = found.refusal;
      why.hidden = false;
    }
  }
}

function unmark() {
  board().classList.remove('dragging');
  for (const column of board().querySelectorAll('[data-label]')) {
    column.classList.remove('allowed', 'denied');
    column.querySelector('.why').hidden = true;
  }
}

function columnUnder(event) {
  const point = event.changedTouches ? event.changedTouches[0] : event;
  return columnOf(document.elementFromPoint(point.clientX, point.clientY));
}

function makeSortable(list) {
  let before = null;
  Sortable.create(list, {
    group: 'deals',
    sort: false,
    draggable: '.deal[data-moves]',
    filter: 'button',
    preventOnFilter: false,
    delay: 250,
    delayOnTouchOnly: true,
    touchStartThreshold: 6,
    forceFallback: true,
    fallbackOnBody: true,
    fallbackTolerance: 6,
    ghostClass: 'ghost',
    fallbackClass: 'dragged',
    scroll: true,
    scrollSensitivity: 90,
    scrollSpeed: 18,
    onStart: (event) => {
      say('');
      before = event.item.nextElementSibling;
      mark(event.item, list.dataset.stage);
      moves = movesOf(event.item.dataset.deal);
      moves.then(answer => { if (moves) { explain(answer); } });
    },
    onMove: (event) => columnOf(event.to) === columnOf(list) || columnOf(event.to).classList.contains('allowed'),
    onEnd: (event) => {
      const known = moves;
      moves = null;
      const aimedAt = columnUnder(event.originalEvent);
      const to = event.to !== event.from ? event.to.dataset.stage : aimedAt && aimedAt.dataset.stage;
      unmark();
      if (to && to !== list.dataset.stage) {
        move(event.item, list.dataset.stage, before, to, known);
      }
    }
  });
}

function setUp() {
  if (!board()) {
    return;
  }
  for (const list of board().querySelectorAll('.cards:not([data-ready])')) {
    list.dataset.ready = 'true';
    makeSortable(list);
  }
  watchSettling();
}

/** What a person does oftenest comes first, what ends the deal last. */
const ORDER = ['agree', 'resume', 'pause', 'lose'];

function choice(found, card, from, answer) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = found.decision === 'lose' ? 'danger' : '';
  button.textContent = '«' + found.label + '»' + (document.getElementById('dialog-' + found.decision) ? '…' : '');
  button.addEventListener('click', () => {
    menu.close();
    move(card, from, card.nextElementSibling, found.stage, Promise.resolve(answer));
  });
  return button;
}

function offer(answer, card) {
  const list = menu.querySelector('.moves');
  list.replaceChildren();
  const entry = (...parts) => {
    const item = document.createElement('li');
    item.append(...parts);
    list.append(item);
    return item;
  };
  if (!answer) {
    entry('Нет связи с сервером. Попробуйте ещё раз.');
    return;
  }
  const from = columnOf(card).dataset.stage;
  const others = answer.filter(each => each.stage !== from);
  others.filter(each => each.decision)
      .sort((one, other) => ORDER.indexOf(one.decision) - ORDER.indexOf(other.decision))
      .forEach(found => entry(choice(found, card, from, answer)));
  for (const reason of new Set(others.map(each => each.refusal).filter(each => each))) {
    const why = document.createElement('span');
    why.textContent = reason;
    const labels = others.filter(each => each.refusal === reason).map(each => '«' + each.label + '»').join(', ');
    entry(labels, why).className = 'refused';
  }
}

document.addEventListener('click', async (event) => {
  const button = event.target.closest('[data-move]');
  if (!button || moving) {
    return;
  }
  const card = button.closest('.deal');
  say('');
  menu.querySelector('[data-what]').textContent = card.dataset.what;
  menu.querySelector('.moves').textContent = 'Загружаем…';
  menu.showModal();
  const answer = await movesOf(card.dataset.deal);
  if (menu.open) {
    offer(answer, card);
    (menu.querySelector('.moves button') || menu.querySelector('[data-close]')).focus();
  }
});
menu.querySelector('[data-close]').addEventListener('click', () => menu.close());

// «Показать ещё» goes away with the part that it brings: the first new card takes the focus.
let shownBefore = null;
document.addEventListener('htmx:beforeRequest', (event) => {
  const more = event.detail.elt.closest('.more');
  shownBefore = more && {list: more.parentNode, count: more.parentNode.querySelectorAll('.deal').length};
});
document.addEventListener('htmx:afterSettle', () => {
  if (shownBefore && shownBefore.list.isConnected) {
    const next = shownBefore.list.querySelectorAll('.deal')[shownBefore.count];
    if (next) {
      next.querySelector('a').focus();
    }
  }
  shownBefore = null;
});
document.addEventListener('htmx:load', setUp);
setUp();
