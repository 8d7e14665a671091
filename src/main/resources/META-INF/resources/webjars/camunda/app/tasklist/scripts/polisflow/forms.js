// form-js has no language setting: its messages are replaced where they appear.
const EXACT = new Map(Object.entries({
  'Field is required.': 'Заполните поле.',
  'Field must be a valid  international phone number. (e.g. +4930664040900)':
    'Введите телефон в международном виде, например +74950000000.',
  'Field must be a valid international phone number. (e.g. +4930664040900)':
    'Введите телефон в международном виде, например +74950000000.',
  'Field must be a valid email.': 'Введите адрес электронной почты, например ivanov@company.ru.',
  'Date and time must both be entered.': 'Введите и дату, и время.',
  'Value is not a number.': 'Введите число.',
  'Value must be a number.': 'Введите число.',
  'Invalid number': 'Введите число.',
  'Invalid pattern': 'Значение не подходит по виду.',
  'Invalid date': 'Неверная дата',
  'Add new': 'Добавить',
  'Collapse': 'Свернуть',
  'Expand all': 'Показать все',
  'No results': 'Ничего не найдено',
  'All values selected': 'Выбраны все значения',
  'Search': 'Найти',
  'Select': 'Выберите',
  'Remove tag': 'Убрать',
  'Increment': 'Увеличить',
  'Decrement': 'Уменьшить',
  'Nothing to show.': 'Показывать нечего.',
  'Nothing to show': 'Показывать нечего',
  'Previous page': 'Предыдущая страница',
  'Next page': 'Следующая страница',
  'Click to remove sorting': 'Убрать сортировку',
  'No content to show.': 'Показывать нечего.',
  'External content couldn\'t be loaded.': 'Не удалось загрузить внешнее содержимое.',
  'This is an image placeholder': 'Здесь будет изображение',
  'Clear': 'Очистить',
  'Date': 'Дата',
  'Time': 'Время',
  'hh:mm': 'чч:мм',
  'hh:mm ?m': 'чч:мм',
  'dd.mm.yyyy': 'дд.мм.гггг',
  'mm/dd/yyyy': 'дд.мм.гггг',
  'dd/mm/yyyy': 'дд.мм.гггг'
}));

const PATTERNS = [
  [/^Field must match pattern (.+?)\.?$/, 'Значение не подходит по виду (шаблон $1).'],
  [/^Invalid pattern:? (.+)$/, 'Значение не подходит по виду (шаблон $1).'],
  [/^Field must have minimum value of (.+?)\.?$/, 'Значение не может быть меньше $1.'],
  [/^Field must have maximum value of (.+?)\.?$/, 'Значение не может быть больше $1.'],
  [/^Field must have minimum length of (.+?)\.?$/, 'Наименьшая длина — $1.'],
  [/^Field must have maximum length of (.+?)\.?$/, 'Наибольшая длина — $1.'],
  [/^Please select a valid value,? (.+)$/, 'Выберите подходящее значение: $1'],
  [/^Expand all \((\d+)\)$/, 'Показать все ($1)'],
  [/^Remove list item (\d+)$/, 'Убрать строку $1'],
  [/^Click to sort by (.+) ascending$/, 'Сортировать по полю «$1» по возрастанию'],
  [/^Click to sort by (.+) descending$/, 'Сортировать по полю «$1» по убыванию'],
  [/^(\d+)\s*[-–]\s*(\d+) of (\d+)$/, '$1–$2 из $3'],
  [/^(\d+) of (\d+)$/, '$1 из $2']
];

const FORM = '.fjs-container, .fjs-form, .flatpickr-calendar, .cam-variable-form, .fjs-powered-by';
const ATTRIBUTES = ['placeholder', 'aria-label', 'title'];

export function translate(text) {
  const bare = text.trim();
  if (!bare) {
    return text;
  }
  const exact = EXACT.get(bare);
  if (exact !== undefined) {
    return text.replace(bare, () => exact);
  }
  for (const [pattern, russian] of PATTERNS) {
    if (pattern.test(bare)) {
      return text.replace(bare, () => bare.replace(pattern, russian));
    }
  }
  return text;
}

function translateText(node) {
  const parent = node.parentElement;
  if (!parent) {
    return;
  }
  // What a person typed or the model says is not ours to translate: only form-js's own words are in the lists.
  if (parent.closest(FORM) && !parent.closest('.fjs-form-field-text, .fjs-form-field-html, textarea')) {
    const russian = parent.closest('[class*="fjs-table-nav"], [class*="fjs-table-footer"]') && node.data === ' of '
      ? ' из '
      : translate(node.data);
    if (russian !== node.data) {
      node.data = russian;
    }
  } else if (parent.closest('[notifications-panel], .page-notifications')) {
    const russian = node.data.replace(/Cannot (submit|complete) (task|start) (form )?\S+:\s*/, '');
    if (russian !== node.data) {
      node.data = russian;
    }
  }
}

function translateElement(element) {
  if (element.closest(FORM)) {
    for (const name of ATTRIBUTES) {
      const value = element.getAttribute(name);
      const russian = value && translate(value);
      if (russian !== value) {
        element.setAttribute(name, russian);
      }
    }
  }
}

function translateTree(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    translateText(node);
  } else if (node.nodeType === Node.ELEMENT_NODE) {
    translateElement(node);
    for (const child of node.childNodes) {
      translateTree(child);
    }
  }
}

// After an edit inside a dynamic list form-js keeps {id: {0: undefined}} among its errors, and the button stays
// disabled although no field has an error: the form is told that it is valid.
function releaseButton() {
  const button = document.querySelector(
    '.form-actions .btn-primary[disabled], .modal-footer .btn-primary[disabled]');
  if (!button || !window.jQuery || !document.querySelector('.fjs-container .fjs-form-field-dynamiclist')
    || document.querySelector('.fjs-form-field-error')) {
    return;
  }
  let scope = window.jQuery(button).scope();
  while (scope && !Object.prototype.hasOwnProperty.call(scope, '$invalid')) {
    scope = scope.$parent;
  }
  if (scope && scope.$invalid) {
    scope.$invalid = false;
    scope.$apply();
  }
}

let pending = 0;
function releaseButtonSoon() {
  clearTimeout(pending);
  // form-js shows the errors of an edit a moment after it.
  pending = setTimeout(releaseButton, 300);
}

new MutationObserver(changes => {
  for (const change of changes) {
    if (change.type === 'characterData') {
      translateText(change.target);
    } else if (change.type === 'attributes' && change.attributeName === 'disabled') {
      // At once: pressing the button takes the focus out of the last field, which disables it between down and up.
      releaseButton();
    } else if (change.type === 'attributes') {
      translateElement(change.target);
    } else {
      change.addedNodes.forEach(translateTree);
    }
  }
  releaseButtonSoon();
}).observe(document.body, {
  subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: [...ATTRIBUTES, 'disabled']
});

document.addEventListener('input', releaseButtonSoon, true);
document.addEventListener('focusout', releaseButtonSoon, true);

export default [];
