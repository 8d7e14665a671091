// What of the chosen element is said in words, and what can be done to it without a mouse.
const KINDS = {
  Process: 'Процесс в целом', UserTask: 'Задача сотрудника', ServiceTask: 'Работа системы', SendTask: 'Отправка сообщения', ReceiveTask: 'Получение сообщения',
  BusinessRuleTask: 'Решение по таблице', CallActivity: 'Вызов другой схемы', SubProcess: 'Подпроцесс', Task: 'Задача без исполнителя', ManualTask: 'Работа вне системы',
  ScriptTask: 'Сценарий на языке программирования', StartEvent: 'Начало', EndEvent: 'Завершение', IntermediateCatchEvent: 'Ожидание', IntermediateThrowEvent: 'Отправка',
  BoundaryEvent: 'Событие на задаче', ExclusiveGateway: 'Развилка «или»', ParallelGateway: 'Развилка «и»', InclusiveGateway: 'Развилка «и/или»',
  EventBasedGateway: 'Развилка по событию', SequenceFlow: 'Переход', TextAnnotation: 'Пояснение', Association: 'Связь с пояснением', Group: 'Рамка',
};
const ID = /^[A-Za-z_][\w.-]*$/;

const short = element => element.businessObject.$type.replace('bpmn:', '');
const is = (element, ...kinds) => kinds.includes(short(element));

/** @return the element in words */
export const words = (element) => {
  const object = element.businessObject;
  const kind = KINDS[short(element)] ?? 'Элемент';
  const name = (object.name ?? object.text ?? '').replace(/\s+/g, ' ').trim();
  return name ? `${kind} «${name}»` : is(element, 'SequenceFlow') ? `${kind}: ${plain(object.sourceRef)} → ${plain(object.targetRef)}` : kind;
};

const plain = object => object?.name || KINDS[object?.$type.replace('bpmn:', '')] || '';

export class Panel {
  constructor(place, modeler, say) {
    this.place = place;
    this.modeler = modeler;
    this.say = say;
    this.registry = modeler.get('elementRegistry');
    this.modeling = modeler.get('modeling');
    this.selection = modeler.get('selection');
    this.choice = place.querySelector('[data-elements]');
    this.target = place.querySelector('[data-target]');
    this.fields = this.described();
    for (const [name, field] of Object.entries(this.fields)) {
      this.input(name).addEventListener('change', () => this.keep(field, this.input(name)));
    }
    this.choice.addEventListener('change', () => this.choose(this.registry.get(this.choice.value)));
    place.addEventListener('click', (event) => {
      const what = event.target.closest('button[data-act]')?.dataset.act;
      if (what) {
        this[what]();
      }
    });
    modeler.on('selection.changed', ({newSelection}) => this.show(newSelection.length === 1 ? newSelection[0] : undefined));
    modeler.on('commandStack.changed', () => this.again());
    this.show();
  }

  input(name) {
    return this.place.querySelector(`[data-field="${name}"]`);
  }

  /** Of each field for whom it is, what it shows and what it sets. */
  described() {
    const create = (...args) => this.modeler.get('bpmnFactory').create(...args);
    const of = (object, property) => object.get(property) ?? '';
    // Another form or model is another kind of step than the template made.
    const noTemplate = {'camunda:modelerTemplate': undefined, 'camunda:modelerTemplateVersion': undefined};
    return {
      id: {
        fits: element => !is(element, 'Process'),
        get: object => object.id,
        wrong: (value, element) => (!ID.test(value) ? 'Код: латинские буквы, цифры и подчёркивание, начиная с буквы.'
          : this.registry.get(value) && this.registry.get(value) !== element ? 'Такой код уже есть на схеме.' : undefined),
        set: (object, value) => ({id: value}),
      },
      name: {
        fits: element => !is(element, 'TextAnnotation', 'Association', 'Group'),
        get: object => of(object, 'name'),
        set: (object, value) => ({name: value || undefined}),
      },
      documentation: {
        fits: element => !is(element, 'Association'),
        get: object => object.get('documentation')[0]?.text ?? '',
        set: (object, value) => {
          const text = value && create('bpmn:Documentation', {text: value});
          if (text) {
            text.$parent = object;
          }
          return {documentation: text ? [text] : []};
        },
      },
      groups: {
        fits: element => is(element, 'UserTask'),
        get: object => of(object, 'camunda:candidateGroups'),
        set: (object, value) => ({'camunda:candidateGroups': value || undefined}),
      },
      form: {
        fits: element => is(element, 'UserTask', 'StartEvent'),
        get: object => of(object, 'camunda:formRef'),
        set: (object, value) => ({
          'camunda:formRef': value || undefined,
          'camunda:formRefBinding': value ? 'deployment' : undefined,
          ...noTemplate,
        }),
      },
      condition: {
        fits: element => is(element, 'SequenceFlow'),
        get: object => object.conditionExpression?.body ?? '',
        set: (object, value) => {
          const condition = value ? create('bpmn:FormalExpression', {body: value}) : undefined;
          if (condition) {
            condition.$parent = object;
          }
          return {conditionExpression: condition};
        },
      },
      called: {
        fits: element => is(element, 'CallActivity'),
        get: object => of(object, 'calledElement'),
        set: (object, value) => ({calledElement: value || undefined, ...noTemplate}),
      },
      decision: {
        fits: element => is(element, 'BusinessRuleTask'),
        get: object => of(object, 'camunda:decisionRef'),
        set: (object, value) => ({'camunda:decisionRef': value || undefined}),
      },
    };
  }

  keep(field, input) {
    const value = input.value.trim();
    const wrong = field.wrong?.(value, this.element);
    input.setAttribute('aria-invalid', Boolean(wrong));
    this.say(wrong ?? '', Boolean(wrong));
    if (this.element && !wrong && value !== field.get(this.element.businessObject)) {
      this.modeling.updateProperties(this.element, field.set(this.element.businessObject, value));
    }
  }

  /** Labels stand for what they name. */
  show(chosen) {
    this.element = (chosen?.labelTarget ?? chosen) || this.modeler.get('canvas').getRootElement();
    for (const [name, field] of Object.entries(this.fields)) {
      const input = this.input(name);
      input.closest('label').hidden = !field.fits(this.element);
      if (field.fits(this.element)) {
        this.fill(input, field.get(this.element.businessObject));
      }
    }
    const flow = is(this.element, 'SequenceFlow');
    const node = !is(this.element, 'Process') && !this.element.waypoints;
    this.place.querySelectorAll('[data-for=node]').forEach((each) => {
      each.hidden = !node;
    });
    this.place.querySelector('[data-act=remove]').hidden = !node && !flow;
    this.place.querySelector('[data-kind]').textContent = KINDS[short(this.element)] ?? 'Элемент';
    this.list();
  }

  fill(input, value) {
    input.querySelectorAll('[data-own]').forEach(each => each.remove());
    if (input.matches('select') && ![...input.options].some(each => each.value === value)) {
      const own = new Option(value, value);
      own.dataset.own = '';
      input.append(own);
    }
    input.value = value;
    input.removeAttribute('aria-invalid');
  }

  again() {
    // What was chosen may be gone by undoing.
    this.show(this.registry.get(this.element?.id) ? this.element : undefined);
  }

  list() {
    const elements = this.registry.filter(each => each.type !== 'label' && !each.labelTarget)
      .map(each => ({id: each.id, words: words(each), flow: Boolean(each.waypoints), root: !each.parent}))
      .sort((one, other) => other.root - one.root || one.flow - other.flow || one.words.localeCompare(other.words, 'ru'));
    this.choice.replaceChildren(...elements.map(each => new Option(each.words, each.id)));
    this.choice.value = this.element.id;
    this.target.replaceChildren(...elements.filter(each => !each.flow && !each.root && each.id !== this.element.id).map(each => new Option(each.words, each.id)));
  }

  choose(element) {
    this.selection.select(element.parent ? element : []);
    if (element.parent) {
      const canvas = this.modeler.get('canvas');
      const box = canvas.viewbox();
      const at = element.waypoints?.[0] ?? {x: element.x + element.width / 2, y: element.y + element.height / 2};
      canvas.viewbox({x: at.x - box.width / 2, y: at.y - box.height / 2, width: box.width, height: box.height});
    }
  }

  append() {
    const type = this.place.querySelector('[data-append]').value;
    const shape = this.modeler.get('elementFactory').createShape({type});
    this.selection.select(this.modeler.get('autoPlace').append(this.element, shape));
    this.say('Добавлено. Дайте шагу название.');
    this.input('name').focus();
  }

  connect() {
    const made = this.modeler.get('rules').allowed('connection.create', {source: this.element, target: this.registry.get(this.target.value)});
    if (!made) {
      this.say('Этими элементами переход не связать.', true);
      return;
    }
    this.selection.select(this.modeling.connect(this.element, this.registry.get(this.target.value), made));
    this.say('Переход добавлен.');
  }

  /** The step again, with all that the engine is told of it, below the first one. */
  repeat() {
    const {x, width, height, parent} = this.element;
    const copyPaste = this.modeler.get('copyPaste');
    copyPaste.copy([this.element]);
    const [copy] = copyPaste.paste({element: parent, point: {x: x + width / 2, y: this.free() + height / 2}});
    this.selection.select(copy);
    this.say('Такой же шаг добавлен ниже: назовите его и свяжите с другими.');
    this.input('name').focus();
  }

  /** @return how far down there is room for another one */
  free() {
    const {x, width, height, parent} = this.element;
    const others = this.registry.filter(each => each.parent === parent && !each.waypoints && each.x < x + width + 20 && each.x + each.width > x - 20);
    let y = this.element.y;
    const taken = () => others.find(each => each.y < y + height + 20 && each.y + each.height > y - 20);
    for (let other = taken(); other; other = taken()) {
      y = other.y + other.height + 40;
    }
    return y;
  }

  remove() {
    this.modeling.removeElements([this.element]);
    this.say('Удалено. Отменить можно кнопкой «Отменить».');
  }
}
