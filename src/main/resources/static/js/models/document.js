// The page of one model: its drawing with what has passed and what stands, and the way between a step and its description.
import {Drawing, steer, viewer} from '../deal/drawing.js';
import {heatControl} from './heat.js';
import {onPaper, Painting, saved} from './painting.js';
import './print.js';

const card = document.querySelector('#diagram');
const view = card.querySelector('.diagram-view');
const problem = card.querySelector('.problem');
const steps = [...document.querySelectorAll('.step')];
const exits = [...document.querySelectorAll('[data-flow]')];
const THIN = 3;
const THICK = 17;
let drawing;
let shown;

const paint = () => {
  const painting = new Painting(drawing);
  const any = exits.some(exit => Number(exit.dataset.taken) > 0);
  const most = Math.max(1, ...exits.map(exit => Number(exit.dataset.taken)));
  for (const {dataset: {flow, taken, least}} of exits) {
    const times = Number(taken);
    if (times) {
      painting.band(flow, THIN + (THICK - THIN) * Math.sqrt(times / most), '#a9c9e8');
    }
    if (any) {
      painting.on(times ? 'way' : 'none', least ? `≥ ${times}` : taken, flow);
    }
  }
  for (const {dataset: {element, standing, times, waits}} of steps) {
    const here = Number(standing);
    // Times of what merely joins ways or ends them would say nothing.
    if (times && waits) {
      painting.below('time', times, element, here > 0);
    }
    if (here) {
      drawing.tokens.push(element);
      painting.shape(element, {fill: '#dcebf9', stroke: '#0f4c81', width: 4});
      painting.above('now', `сейчас ${here}`, element);
    }
  }
};

const title = () => [card.dataset.name, card.dataset.about].filter(Boolean).join(', ');

const draw = async () => {
  const [BpmnJS, answer] = await Promise.all([viewer(card), fetch(card.dataset.model)]);
  if (!answer.ok) {
    throw new Error(`The model answered ${answer.status}`);
  }
  drawing = await Drawing.of(view, BpmnJS, await answer.text());
  paint();
  drawing.begin();
  let width = view.clientWidth;
  new ResizeObserver(() => {
    // On paper it is not shown.
    if (view.clientWidth && view.clientWidth !== width) {
      width = view.clientWidth;
      drawing.begin();
    }
  }).observe(view);
  const svg = await saved(drawing, title());
  card.querySelector('[data-printed]').append(...onPaper(svg).map(part => Object.assign(new Image(), {
    src: `data:image/svg+xml;charset=utf-8,${encodeURIComponent(part)}`,
    alt: title(),
  })));
  card.querySelector('[data-heat-place]').append(heatControl(drawing.bpmn, async (days) => {
    const figures = await fetch(`${card.dataset.heat}&days=${days}`, {headers: {Accept: 'application/json'}});
    if (!figures.ok) {
      throw new Error(`The figures answered ${figures.status}`);
    }
    return figures.json();
  }));
  const save = card.querySelector('[data-save]');
  save.disabled = false;
  save.addEventListener('click', () => {
    const file = URL.createObjectURL(new Blob([svg], {type: 'image/svg+xml'}));
    const link = Object.assign(document.createElement('a'), {href: file, download: card.dataset.file});
    link.click();
    setTimeout(() => URL.revokeObjectURL(file), 60_000);
  });
};

const tell = (id) => {
  const step = document.getElementById(id);
  if (step?.classList.contains('step')) {
    document.querySelector('.step.told')?.classList.remove('told');
    step.classList.add('told');
    step.scrollIntoView({block: 'start'});
    step.focus({preventScroll: true});
  }
};

const show = (id) => {
  const shape = drawing?.bpmn.get('elementRegistry').get(id);
  if (!shape) {
    return;
  }
  if (shown) {
    drawing.canvas.removeMarker(shown, 'shown');
  }
  shown = id;
  drawing.canvas.addMarker(id, 'shown');
  drawing.show(id, Math.max(drawing.canvas.zoom(), 0.8));
  card.scrollIntoView({block: 'start'});
  view.focus({preventScroll: true});
};

// A pull moves the drawing; only a press without one means the step.
let pressed;
view.addEventListener('pointerdown', (event) => {
  pressed = {x: event.clientX, y: event.clientY};
});
view.addEventListener('click', (event) => {
  if (pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < 5) {
    const id = document.elementsFromPoint(event.clientX, event.clientY)
      .map(each => each.closest('.djs-element')?.dataset.elementId?.replace(/_label$/, ''))
      .find(each => each && document.getElementById(each)?.classList.contains('step'));
    if (id) {
      tell(id);
    }
  }
});
steer(view, () => drawing);

const views = {
  in: () => drawing.zoom(1.25),
  out: () => drawing.zoom(0.8),
  fit: () => drawing.fit(),
  token: () => drawing.toToken(),
};
document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.show) {
    show(button.dataset.show);
  } else if (button?.dataset.view && drawing) {
    views[button.dataset.view]();
  }
});

draw().catch(() => {
  problem.textContent = 'Схему сейчас не нарисовать. Всё, что на ней есть, сказано ниже словами.';
  problem.hidden = false;
  view.hidden = true;
});
