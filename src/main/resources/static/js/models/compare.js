// A model in force beside the one of the draft: what was added, changed and removed is marked, and both move together.
import {Drawing, steer, viewer} from '../deal/drawing.js';

const WORDS = {added: '+ новое', changed: '~ изменено', removed: '− убрано'};

const sign = (kind, word, where) => {
  const mark = document.createElement('span');
  mark.className = `mark ${kind}`;
  mark.textContent = word;
  const row = document.createElement('div');
  row.className = `signs ${where}`;
  row.setAttribute('aria-hidden', 'true');
  row.append(mark);
  return row;
};

/** Draws once the card is opened; afterwards elements can be shown. */
export class Comparison {
  constructor(card, changes) {
    this.card = card;
    this.changes = changes;
    this.problem = card.querySelector('.problem');
    this.views = [...card.querySelectorAll('[data-side]')];
    this.drawings = {};
    this.turn = -1;
    card.addEventListener('toggle', () => card.open && this.draw());
    card.querySelector('.diagram-tools').addEventListener('click', (event) => {
      const what = event.target.closest('button')?.dataset.view;
      if (what && this.leading()) {
        this[what]();
      }
    });
    this.views.forEach(view => steer(view, () => this.drawings[view.dataset.side]));
  }

  /** The draft's drawing; the other one follows it. */
  leading() {
    return this.drawings.after;
  }

  draw() {
    this.drawn ??= this.load().catch(() => {
      this.drawn = undefined;
      this.problem.textContent = 'Схемы сейчас не нарисовать. Что меняется, сказано ниже словами.';
      this.problem.hidden = false;
    });
    return this.drawn;
  }

  async load() {
    const [BpmnJS, ...models] = await Promise.all([
      viewer(this.card),
      ...this.views.map(view => fetch(this.card.dataset[view.dataset.side]).then((answer) => {
        if (!answer.ok) {
          throw new Error(`The model answered ${answer.status}`);
        }
        return answer.text();
      })),
    ]);
    for (const [i, view] of this.views.entries()) {
      // Import one after the other: each measures its view.
      // Told at once of every move, or the other drawing would lag behind.
      this.drawings[view.dataset.side] = await Drawing.of(view, BpmnJS, models[i], {canvas: {deferUpdate: false}});
      this.mark(this.drawings[view.dataset.side]);
    }
    this.problem.hidden = true;
    this.fit();
    this.follow();
    new ResizeObserver(() => this.width !== this.views[0].clientWidth && this.fit()).observe(this.views[0]);
  }

  mark(drawing) {
    const elements = drawing.bpmn.get('elementRegistry');
    const overlays = drawing.bpmn.get('overlays');
    for (const {element, sort} of this.changes) {
      const shape = elements.get(element);
      if (!shape || !shape.parent) {
        continue;
      }
      drawing.canvas.addMarker(element, sort);
      drawing.tokens.push(element);
      if (!shape.waypoints) {
        overlays.add(element, {position: {top: 0, left: 0}, html: sign(sort, WORDS[sort], 'top'), scale: {min: 0.55, max: 1.3}});
      }
    }
  }

  /** Marks the steps of the draft that no story comes to. */
  async missed(elements) {
    await this.draw();
    const drawing = this.drawings.after;
    if (!drawing) {
      return;
    }
    const overlays = drawing.bpmn.get('overlays');
    overlays.remove({type: 'missed'});
    elements.filter(element => drawing.bpmn.get('elementRegistry').get(element)?.parent).forEach((element) => {
      overlays.add(element, 'missed', {position: {bottom: 0, left: 0}, html: sign('missed', 'не задето', 'bottom'), scale: {min: 0.55, max: 1.3}});
    });
  }

  fit() {
    const {before, after} = this.drawings;
    this.width = this.views[0].clientWidth;
    after.fit();
    if (before) {
      before.view.style.height = after.view.style.height;
      before.canvas.resized();
      before.box = after.box;
      before.least = after.least;
      this.copy(after, before);
    }
  }

  copy(from, to) {
    const {x, y, width, height} = from.canvas.viewbox();
    this.copying = true;
    to.canvas.viewbox({x, y, width, height});
    this.copying = false;
    to.touch();
  }

  follow() {
    const {before, after} = this.drawings;
    if (before) {
      [[before, after], [after, before]].forEach(([from, to]) => from.bpmn.on('canvas.viewbox.changed', () => {
        if (!this.copying) {
          this.copy(from, to);
        }
      }));
    }
  }

  in() {
    this.leading().zoom(1.25);
  }

  out() {
    this.leading().zoom(0.8);
  }

  next() {
    if (this.changes.length) {
      this.turn = (this.turn + 1) % this.changes.length;
      this.show(this.changes[this.turn].element);
    }
  }

  /** Opens the card and brings the element into the middle of whichever drawing has it. */
  async show(element) {
    this.card.open = true;
    await this.draw();
    const drawing = [this.drawings.after, this.drawings.before].find(each => each?.bpmn.get('elementRegistry').get(element)?.parent);
    Object.values(this.drawings).forEach(each => this.shown && each.bpmn.get('elementRegistry').get(this.shown) && each.canvas.removeMarker(this.shown, 'shown'));
    if (!drawing) {
      return;
    }
    this.shown = element;
    Object.values(this.drawings).forEach(each => each.bpmn.get('elementRegistry').get(element) && each.canvas.addMarker(element, 'shown'));
    const shape = drawing.bpmn.get('elementRegistry').get(element);
    const middle = shape.waypoints ? shape.waypoints[Math.floor(shape.waypoints.length / 2)] : {x: shape.x + shape.width / 2, y: shape.y + shape.height / 2};
    drawing.place(middle.x, middle.y, Math.max(drawing.canvas.zoom(), 0.8));
    this.card.scrollIntoView({block: 'nearest'});
  }
}
