// The page of a model's paths: its drawing with how many went where, and one variant at a time.
import {Drawing, steer, viewer} from '../deal/drawing.js';
import {Painting} from './painting.js';

const card = document.querySelector('#diagram');
const THIN = 3;
const THICK = 17;
let drawing;
let painting;

const tell = text => {
  card.querySelector('[data-told]').textContent = text;
};

/** Of all, how many took which flow, what was done again or late, and where deals were lost. */
const paintAll = () => {
  const flows = [...card.querySelectorAll('[data-flow]')];
  const most = Math.max(1, ...flows.map(flow => Number(flow.dataset.instances)));
  for (const {dataset: {flow, instances, share}} of flows) {
    painting.band(flow, THIN + (THICK - THIN) * Math.sqrt(Number(instances) / most), '#a9c9e8');
    painting.on('way', share, flow);
  }
  for (const {dataset: {step, lost, again, late}} of card.querySelectorAll('[data-step]')) {
    if (lost) {
      painting.shape(step, {fill: '#fdecec', stroke: '#b3261e', width: 3});
      painting.above('stopped', lost, step);
    }
    if (again) {
      painting.below('again', again, step, Boolean(lost));
    }
    if (late) {
      // Tasks only have deadlines, and below them there is room for two.
      painting.below('late', late, step, false, again ? 1 : 0);
    }
  }
};

/** One way, its steps numbered in their order; what is done twice has both numbers. */
const paintOne = (variant) => {
  const flows = variant.dataset.flows.split(' ').filter(Boolean);
  flows.forEach(flow => painting.band(flow, 9, '#8fd0a8'));
  const turns = new Map();
  [...variant.querySelectorAll('[data-mark]')].forEach(({dataset: {mark}}, i) => turns.set(mark, [...(turns.get(mark) ?? []), i + 1]));
  for (const [step, numbers] of turns) {
    painting.shape(step, {fill: '#e0f2e7', stroke: '#1d7a46', width: 3});
    painting.above('walked', numbers.length > 4 ? `${numbers.slice(0, 3).join(', ')}…` : numbers.join(', '), step);
  }
  const known = drawing.bpmn.get('elementRegistry');
  const missing = [...flows, ...turns.keys()].some(id => !known.get(id));
  tell(`Показан вариант ${variant.dataset.variant}.${missing ? ' Часть этого пути в нарисованной версии отсутствует.' : ''}`);
};

const paint = (variant) => {
  painting?.clear();
  painting = new Painting(drawing);
  document.querySelectorAll('.variant').forEach((each) => {
    each.classList.toggle('shown', each === variant);
    each.querySelector('[data-pick]').setAttribute('aria-pressed', String(each === variant));
  });
  card.querySelector('[data-all]').hidden = !variant;
  if (variant) {
    paintOne(variant);
  } else {
    paintAll();
    tell('');
  }
};

const draw = async () => {
  const [BpmnJS, answer] = await Promise.all([viewer(card), fetch(card.dataset.model)]);
  if (!answer.ok) {
    throw new Error(`The model answered ${answer.status}`);
  }
  const view = card.querySelector('.diagram-view');
  drawing = await Drawing.of(view, BpmnJS, await answer.text());
  paint();
  drawing.begin();
  let width = view.clientWidth;
  new ResizeObserver(() => {
    if (view.clientWidth && view.clientWidth !== width) {
      width = view.clientWidth;
      drawing.begin();
    }
  }).observe(view);
};

const views = {
  in: () => drawing.zoom(1.25),
  out: () => drawing.zoom(0.8),
  fit: () => drawing.fit(),
};

if (card) {
  steer(card.querySelector('.diagram-view'), () => drawing);
  document.addEventListener('click', (event) => {
    const button = event.target.closest('button');
    if (!button || !drawing) {
      return;
    }
    if (button.dataset.view) {
      views[button.dataset.view]();
    } else if ('all' in button.dataset) {
      paint();
      card.querySelector('.diagram-view').focus({preventScroll: true});
    } else if ('pick' in button.dataset) {
      const variant = button.closest('.variant');
      paint(variant.classList.contains('shown') ? undefined : variant);
      card.scrollIntoView({block: 'start'});
    }
  });
  draw().catch(() => {
    const problem = card.querySelector('.problem');
    problem.textContent = 'Схему сейчас не нарисовать. Всё, что на ней есть, сказано ниже словами.';
    problem.hidden = false;
    card.querySelector('.diagram-view').hidden = true;
  });
}
