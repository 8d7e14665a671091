// What the modeler says of itself, in Russian.
const WORDS = {
  'Activate the create/remove space tool': 'Раздвинуть или сдвинуть',
  'Activate the global connect tool': 'Связать стрелкой',
  'Activate the hand tool': 'Двигать схему',
  'Activate the lasso tool': 'Выделить рамкой',
  'Ad-hoc': 'В любом порядке',
  'Add Lane above': 'Дорожка сверху',
  'Add Lane below': 'Дорожка снизу',
  'Append ConditionIntermediateCatchEvent': 'Следом: ожидание условия',
  'Append EndEvent': 'Следом: завершение',
  'Append Gateway': 'Следом: развилка',
  'Append Intermediate/Boundary Event': 'Следом: событие',
  'Append MessageIntermediateCatchEvent': 'Следом: ожидание сообщения',
  'Append ReceiveTask': 'Следом: получение сообщения',
  'Append SignalIntermediateCatchEvent': 'Следом: ожидание сигнала',
  'Append Task': 'Следом: задача',
  'Append TimerIntermediateCatchEvent': 'Следом: ожидание времени',
  'Append compensation activity': 'Следом: отмена сделанного',
  'Append {type}': 'Следом: {type}',
  'Change type': 'Сменить вид',
  Collection: 'Набор',
  'Connect using ': 'Связать: ',
  'Connect using Sequence/MessageFlow or Association': 'Связать стрелкой',
  'Connect using Association': 'Связать пояснением',
  'Connect using DataInputAssociation': 'Связать с данными',
  'Create DataObjectReference': 'Данные',
  'Create DataStoreReference': 'Хранилище данных',
  'Create EndEvent': 'Завершение',
  'Create Gateway': 'Развилка',
  'Create Group': 'Рамка',
  'Create Intermediate/Boundary Event': 'Событие в ходе процесса',
  'Create Pool/Participant': 'Участник',
  'Create StartEvent': 'Начало',
  'Create Task': 'Задача',
  'Create expanded SubProcess': 'Подпроцесс',
  'Create {type}': '{type}',
  'Divide into three Lanes': 'Разделить на три дорожки',
  'Divide into two Lanes': 'Разделить на две дорожки',
  Loop: 'Повторять',
  'Parallel Multi Instance': 'По каждому, одновременно',
  'Participant Multiplicity': 'Несколько участников',
  Remove: 'Удалить',
  'Sequential Multi Instance': 'По каждому, по очереди',
  TextAnnotation: 'пояснение',
  'no parent for {element} in {parent}': 'Здесь этому элементу не место',
  'out of bounds release': 'Отпущено за краем схемы',
  Task: 'Задача',
  'User Task': 'Задача сотрудника',
  'Service Task': 'Работа системы',
  'Send Task': 'Отправка сообщения',
  'Receive Task': 'Получение сообщения',
  'Manual Task': 'Работа вне системы',
  'Script Task': 'Сценарий на языке программирования',
  'Business Rule Task': 'Решение по таблице',
  'Call Activity': 'Вызов другой схемы',
  Transaction: 'Транзакция',
  'Event Sub Process': 'Подпроцесс по событию',
  'Sub Process': 'Подпроцесс',
  'Sub Process (collapsed)': 'Подпроцесс, свёрнутый',
  'Sub Process (expanded)': 'Подпроцесс, развёрнутый',
  'Exclusive Gateway': 'Развилка «или»',
  'Parallel Gateway': 'Развилка «и»',
  'Inclusive Gateway': 'Развилка «и/или»',
  'Complex Gateway': 'Сложная развилка',
  'Event based Gateway': 'Развилка по событию',
  'Event based instantiating Gateway': 'Начало по событию',
  'Parallel Event based instantiating Gateway': 'Начало по всем событиям',
  'Sequence Flow': 'Переход',
  'Default Flow': 'Переход по умолчанию',
  'Conditional Flow': 'Переход по условию',
  'Data Object Reference': 'Данные',
  'Data Store Reference': 'Хранилище данных',
  'Terminate End Event': 'Завершение всего процесса',
  'Error End Event': 'Завершение с ошибкой',
  'Expanded Pool': 'Участник, развёрнутый',
  'Empty Pool': 'Участник, пустой',
  'Empty Pool (removes content)': 'Участник, пустой (содержимое удалится)',
};

const KINDS = {
  Timer: 'времени', Message: 'сообщения', Signal: 'сигнала', Error: 'ошибки', Escalation: 'эскалации', Compensation: 'отмены сделанного',
  Conditional: 'условия', Link: 'ссылки', Cancel: 'отказа',
};

const PLACES = [
  ['Intermediate Catch Event', 'Ожидание {}'],
  ['Intermediate Throw Event', 'Отправка {}'],
  ['Boundary Event', 'Событие {} на границе задачи'],
  ['Start Event', 'Начало по событию {}'],
  ['End Event', 'Завершение с событием {}'],
];

/** @return an event's name, put together from its kind and place */
const event = (label) => {
  const going = label.endsWith('(non-interrupting)');
  const name = label.replace(' (non-interrupting)', '');
  const place = PLACES.find(([each]) => name.endsWith(each));
  if (!place) {
    return undefined;
  }
  const kind = KINDS[name.slice(0, -place[0].length).trim()];
  const words = kind ? place[1].replace('{}', kind) : {'Start Event': 'Начало', 'End Event': 'Завершение', 'Intermediate Throw Event': 'Отметка в ходе процесса'}[name];
  return words && (going ? `${words}, не прерывая` : words);
};

export const said = text => WORDS[text] ?? event(text) ?? text;

export const translate = (template, replacements = {}) =>
  said(template).replace(/{([^}]+)}/g, (_, key) => said(replacements[key] ?? `{${key}}`));
