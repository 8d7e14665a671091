// What the locale file cannot reach: the page's language, relative times and the calendar.
document.documentElement.lang = 'ru';

function plural(number, one, few, many) {
  const rest = number % 100;
  const last = number % 10;
  if (last === 1 && rest !== 11) {
    return one;
  }
  return last >= 2 && last <= 4 && (rest < 12 || rest > 14) ? few : many;
}

const COUNTED = {
  mm: ['минуту', 'минуты', 'минут'],
  hh: ['час', 'часа', 'часов'],
  dd: ['день', 'дня', 'дней'],
  MM: ['месяц', 'месяца', 'месяцев'],
  yy: ['год', 'года', 'лет']
};

const count = (number, withoutSuffix, key) => {
  const forms = key === 'mm' && withoutSuffix ? ['минута', 'минуты', 'минут'] : COUNTED[key];
  return number + ' ' + plural(number, ...forms);
};

const RELATIVE_TIME = {
  future: 'через %s',
  past: '%s назад',
  s: 'несколько секунд',
  m: (number, withoutSuffix) => (withoutSuffix ? 'минута' : 'минуту'),
  mm: count,
  h: 'час',
  hh: count,
  d: 'день',
  dd: count,
  M: 'месяц',
  MM: count,
  y: 'год',
  yy: count
};

const CALENDAR = {
  weekdays: {
    shorthand: ['Вс', 'Пн', 'Вт', 'Ср', 'Чт', 'Пт', 'Сб'],
    longhand: ['Воскресенье', 'Понедельник', 'Вторник', 'Среда', 'Четверг', 'Пятница', 'Суббота']
  },
  months: {
    shorthand: ['Янв', 'Фев', 'Мар', 'Апр', 'Май', 'Июн', 'Июл', 'Авг', 'Сен', 'Окт', 'Ноя', 'Дек'],
    longhand: ['Январь', 'Февраль', 'Март', 'Апрель', 'Май', 'Июнь', 'Июль', 'Август', 'Сентябрь', 'Октябрь',
      'Ноябрь', 'Декабрь']
  },
  firstDayOfWeek: 1,
  rangeSeparator: ' — ',
  weekAbbreviation: 'Нед.',
  scrollTitle: 'Прокрутите, чтобы изменить',
  toggleTitle: 'Нажмите, чтобы переключить',
  yearAriaLabel: 'Год',
  monthAriaLabel: 'Месяц',
  hourAriaLabel: 'Час',
  minuteAriaLabel: 'Минута',
  time_24hr: true,
  ordinal: () => ''
};

let timeDone = false;
let calendarDone = false;

function localise() {
  const injector = window.angular && (window.angular.element(document.body).injector()
    || window.angular.element(document).injector());
  if (!timeDone && injector && injector.has('moment')) {
    const moment = injector.get('moment');
    // The web app defines «ru» itself once its locale file has come; ours must be the later one.
    if (moment.locales().includes('ru')) {
      moment.updateLocale('ru', {relativeTime: RELATIVE_TIME});
      timeDone = true;
    }
  }
  if (!calendarDone && window.flatpickr && window.flatpickr.localize) {
    window.flatpickr.localize(CALENDAR);
    calendarDone = true;
  }
  if (!timeDone || !calendarDone) {
    setTimeout(localise, 250);
  }
}

localise();

export default [];
