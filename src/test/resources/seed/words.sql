-- What made-up clients and people are called, and how chance is drawn: the same number draws the same every time.
-- Functions of this session only; the planner puts their bodies in their callers' place.

create or replace function pg_temp.chance(i bigint, salt bigint) returns double precision immutable parallel safe language sql
return (hashint8extended(i, salt) & 1099511627775)::double precision / 1099511627776;

create or replace function pg_temp.pick(words text[], chance double precision) returns text immutable parallel safe language sql
return words[1 + floor(chance * cardinality(words))::integer];

-- In the database's own upper() a letter beyond ASCII may stay small, depending on its locale.
create or replace function pg_temp.capitals(words text) returns text immutable parallel safe language sql
return translate(words, 'абвгдежзийклмнопрстуфхцчшщъыьэюяёЁ', 'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЕЕ');

create or replace function pg_temp.surname(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Иванов,Смирнов,Кузнецов,Попов,Васильев,Петров,Соколов,Михайлов,Новиков,Фёдоров,Морозов,Волков,Алексеев,Лебедев,Семёнов,Егоров,Павлов,Козлов,Степанов,Николаев,Орлов,Андреев,Макаров,Никитин,Захаров,Зайцев,Соловьёв,Борисов,Яковлев,Григорьев,Романов,Воробьёв,Сергеев,Кузьмин,Фролов,Александров,Дмитриев,Королёв,Гусев,Киселёв,Ильин,Максимов,Поляков,Сорокин,Виноградов,Ковалёв,Белов,Медведев,Антонов,Тарасов,Жуков,Баранов,Филиппов,Комаров,Давыдов,Беляев,Герасимов,Богданов,Осипов,Сидоров,Матвеев,Титов,Марков,Миронов,Крылов,Куликов,Карпов,Власов,Мельников,Денисов,Гаврилов,Тихонов,Казаков,Афанасьев,Данилов,Савельев,Тимофеев,Фомин,Чернов,Абрамов,Мартынов,Ефимов,Федотов,Щербаков,Назаров,Калинин,Исаев,Чернышёв,Быков,Маслов,Родионов,Коновалов,Лазарев,Воронин,Климов,Филатов,Пономарёв,Голубев,Кудрявцев,Прохоров,Наумов,Потапов,Журавлёв,Овчинников,Трофимов,Леонов,Соболев,Ермаков,Колесников,Гончаров,Емельянов,Никифоров,Грачёв,Котов,Гришин,Ефремов,Архипов,Громов,Кириллов,Малышев,Панов,Моисеев,Румянцев,Акимов,Кондратьев,Бирюков,Горбунов,Анисимов,Ерёмин,Тихомиров,Галкин,Лукьянов,Михеев,Скворцов,Юдин,Белоусов,Нестеров,Симонов,Прокофьев,Харитонов,Князев,Цветков,Левин,Митрофанов,Воронов,Аксёнов,Софронов,Мальцев,Логинов,Горшков,Савин,Краснов,Майоров,Демидов,Елисеев,Рыбаков,Сафонов,Плотников,Дёмин,Хохлов,Фадеев,Молчанов,Игнатов,Литвинов,Ершов,Ушаков,Дементьев,Рябов,Мухин,Калашников,Леонтьев,Лобанов,Кузин,Корнеев,Евдокимов,Бородин,Платонов,Некрасов,Балашов,Суслов,Жданов,Руднев,Потёмкин,Касаткин,Зотов,Лаптев,Ширяев,Дроздов,Севастьянов,Гуляев,Устинов,Вишняков,Евсеев,Лаврентьев,Нечаев,Карташов,Кочетов,Агафонов}', chance ^ 2);

create or replace function pg_temp.man(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Александр,Сергей,Дмитрий,Андрей,Алексей,Владимир,Евгений,Михаил,Николай,Иван,Юрий,Павел,Игорь,Олег,Виктор,Максим,Роман,Антон,Константин,Денис,Илья,Артём,Вячеслав,Виталий,Кирилл,Пётр,Станислав,Василий,Григорий,Фёдор,Валерий,Леонид,Борис,Тимур,Руслан,Егор}', chance);

create or replace function pg_temp.woman(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Елена,Ольга,Наталья,Татьяна,Ирина,Светлана,Анна,Марина,Екатерина,Юлия,Людмила,Галина,Мария,Оксана,Надежда,Виктория,Любовь,Анастасия,Лариса,Валентина,Евгения,Вера,Алла,Инна,Дарья,Ксения,Нина,Алёна,Полина,Тамара,Жанна,Кристина,Яна,Маргарита,Диана,Софья}', chance);

create or replace function pg_temp.father(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Александров,Сергеев,Владимиров,Николаев,Викторов,Михайлов,Анатольев,Иванов,Юрьев,Алексеев,Васильев,Дмитриев,Андреев,Петров,Борисов,Валерьев,Олегов,Геннадьев,Евгеньев,Павлов,Фёдоров,Григорьев,Константинов,Игорев,Львов,Вячеславов,Леонидов,Степанов,Максимов,Романов,Витальев,Денисов}', chance);

-- Surname, name, patronymic; women's end in «а».
create or replace function pg_temp.person(i bigint) returns text immutable parallel safe language sql
return case when pg_temp.chance(i, 21) < 0.55
    then pg_temp.surname(pg_temp.chance(i, 22)) || 'а ' || pg_temp.woman(pg_temp.chance(i, 23)) || ' '
        || pg_temp.father(pg_temp.chance(i, 24)) || 'на'
    else pg_temp.surname(pg_temp.chance(i, 22)) || ' ' || pg_temp.man(pg_temp.chance(i, 23)) || ' '
        || pg_temp.father(pg_temp.chance(i, 24)) || 'ич' end;

create or replace function pg_temp.quality(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Северный,Южный,Уральский,Сибирский,Волжский,Донской,Балтийский,Невский,Русский,Первый,Новый,Современный,Надёжный,Золотой,Серебряный,Зелёный,Красный,Белый,Чистый,Тёплый,Светлый,Дальний,Большой,Главный,Городской,Столичный,Областной,Центральный,Западный,Восточный,Промышленный,Строительный,Торговый,Морской,Речной,Лесной,Степной,Горный,Заречный,Кубанский,Камский,Окский,Таёжный,Полярный,Каспийский,Черноморский,Амурский,Енисейский,Байкальский,Карельский}', chance);

create or replace function pg_temp.thing(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Альянс,Горизонт,Маяк,Родник,Берег,Парус,Компас,Вектор,Импульс,Прогресс,Стандарт,Ресурс,Квартал,Проспект,Фасад,Фундамент,Кирпич,Бетон,Металлург,Литейщик,Станок,Механик,Двигатель,Подшипник,Кабель,Провод,Трансформатор,Генератор,Насос,Клапан,Трубопровод,Котёл,Элеватор,Колос,Урожай,Пахарь,Агроном,Сад,Хлебокомбинат,Молокозавод,Мясокомбинат,Пекарь,Кондитер,Рыбак,Невод,Причал,Вокзал,Перевозчик,Экспресс,Тягач,Автопарк,Склад,Терминал,Контейнер,Логист,Курьер,Рынок,Базар,Универмаг,Прилавок,Аптекарь,Доктор,Санаторий,Пансионат,Отель,Ресторан,Повар,Самовар,Ромашка,Василёк,Ландыш,Берёзка,Кедр,Сосна,Дубрава,Рябина,Сокол,Беркут,Орлан,Медведь,Соболь,Олень,Бобр,Барсук,Лидер,Чемпион,Старт,Вершина,Перевал,Утёс,Кристалл,Алмаз,Янтарь,Гранит,Малахит,Сапфир,Комета,Спутник,Орбита,Заря,Рассвет,Полюс,Меридиан,Экватор}', chance);

create or replace function pg_temp.root(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Строй,Пром,Агро,Тех,Энерго,Металл,Транс,Эко,Авто,Газ,Нефте,Хим,Лес,Рыб,Мед,Фарм,Био,Электро,Гидро,Тепло,Свет,Мебель,Текстиль,Стекло,Пласт,Бумаж,Зерно,Молоко,Мясо,Хлеб,Рос,Мос,Урал,Сиб,Волга,Дон,Кубань,Нева,Центр,Юг}', chance);

create or replace function pg_temp.ending(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{инвест,сервис,монтаж,снаб,торг,комплект,ресурс,проект,маш,прибор,контракт,альянс,групп,холдинг,логистик,капитал,строй,импорт,экспорт,пром,деталь,контроль,наладка,перевозки,сбыт,опт,трейд,поставка,союз,система}', chance);

create or replace function pg_temp.syllable(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{ва,ло,ми,те,рон,дар,кас,вел,нор,тал,гре,бис,фон,ле,ри,мак,сан,тор,лин,вик,дел,пра,стро,ком,ал,эн,ор,ин,ук,зер,гар,мет,пол,рус,лан,тик,нер,сиб,ост,ем,ва,кро,бри,шан,юн,дис,хел,цен}', chance);

-- A coined word of three or four syllables: the long tail of what companies call themselves.
create or replace function pg_temp.coined(i bigint) returns text immutable parallel safe language sql
return initcap(pg_temp.syllable(pg_temp.chance(i, 31))) || pg_temp.syllable(pg_temp.chance(i, 32))
    || pg_temp.syllable(pg_temp.chance(i, 33))
    || case when pg_temp.chance(i, 34) < 0.5 then pg_temp.syllable(pg_temp.chance(i, 35)) else '' end;

create or replace function pg_temp.town(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Москва,Санкт-Петербург,Екатеринбург,Казань,Новосибирск,Самара,Уфа,Пермь,Челябинск,Омск,Волгоград,Краснодар,Саратов,Тюмень,Тольятти,Ижевск,Барнаул,Ульяновск,Иркутск,Хабаровск,Ярославль,Владивосток,Махачкала,Томск,Оренбург,Кемерово,Рязань,Астрахань,Пенза,Липецк,Киров,Чебоксары,Калининград,Тула,Курск,Ставрополь,Сочи,Тверь,Магнитогорск,Иваново,Брянск,Белгород,Сургут,Владимир,Чита,Архангельск,Калуга,Смоленск,Волжский,Якутск,Саранск,Череповец,Вологда,Орёл,Подольск,Грозный,Тамбов,Петрозаводск,Кострома,Новороссийск}', chance ^ 2);

create or replace function pg_temp.street(chance double precision) returns text immutable parallel safe language sql
return pg_temp.pick('{Ленина,Советская,Мира,Гагарина,Заводская,Промышленная,Садовая,Молодёжная,Центральная,Набережная,Лесная,Школьная,Октябрьская,Комсомольская,Кирова,Пушкина,Строителей,Энергетиков,Победы,Новая}', chance);

-- What stands between the quotation marks of a company's name.
create or replace function pg_temp.title(i bigint) returns text immutable parallel safe language sql
return case
    when pg_temp.chance(i, 41) < 0.25 then pg_temp.coined(i)
    when pg_temp.chance(i, 41) < 0.45 then pg_temp.coined(i) || ' '
        || pg_temp.pick('{Плюс,Групп,Сервис,Трейд,Строй,Юг,Инвест,Запад,Восток,Холдинг,Проект,Логистик}', pg_temp.chance(i, 42))
    when pg_temp.chance(i, 41) < 0.65 then pg_temp.root(pg_temp.chance(i, 43)) || pg_temp.ending(pg_temp.chance(i, 44))
        || ' ' || pg_temp.town(pg_temp.chance(i, 45))
    when pg_temp.chance(i, 41) < 0.8 then pg_temp.quality(pg_temp.chance(i, 46)) || ' ' || pg_temp.thing(pg_temp.chance(i, 47))
    else pg_temp.thing(pg_temp.chance(i, 47)) || '-' || (1 + floor(pg_temp.chance(i, 48) * 9999)::integer) end;

-- The tax office of a taxpayer's number: region and number; Moscow, Petersburg and the region of Moscow have many.
create or replace function pg_temp.office(k bigint) returns bigint immutable parallel safe language sql
return case when k < 51 then 7701 + k when k < 92 then 7801 + k - 51 when k < 124 then 5001 + k - 92
    when k < 222 then ((k - 124) / 2 + 1) * 100 + 1 + k % 2 else ((k - 222) / 2 + 51) * 100 + 1 + k % 2 end;

create or replace function pg_temp.digit(number bigint, place integer) returns bigint immutable parallel safe language sql
return number / (10 ^ place)::bigint % 10;

-- Ten digits of a legal entity from nine, the last checks the others.
create or replace function pg_temp.inn10(nine bigint) returns text immutable parallel safe language sql
return lpad(nine::text, 9, '0') || ((2 * pg_temp.digit(nine, 8) + 4 * pg_temp.digit(nine, 7) + 10 * pg_temp.digit(nine, 6)
    + 3 * pg_temp.digit(nine, 5) + 5 * pg_temp.digit(nine, 4) + 9 * pg_temp.digit(nine, 3) + 4 * pg_temp.digit(nine, 2)
    + 6 * pg_temp.digit(nine, 1) + 8 * pg_temp.digit(nine, 0)) % 11 % 10)::text;

create or replace function pg_temp.inn11(ten bigint) returns bigint immutable parallel safe language sql
return ten * 10 + (7 * pg_temp.digit(ten, 9) + 2 * pg_temp.digit(ten, 8) + 4 * pg_temp.digit(ten, 7)
    + 10 * pg_temp.digit(ten, 6) + 3 * pg_temp.digit(ten, 5) + 5 * pg_temp.digit(ten, 4) + 9 * pg_temp.digit(ten, 3)
    + 4 * pg_temp.digit(ten, 2) + 6 * pg_temp.digit(ten, 1) + 8 * pg_temp.digit(ten, 0)) % 11 % 10;

-- Twelve digits of a sole trader from ten.
create or replace function pg_temp.inn12(eleven bigint) returns text immutable parallel safe language sql
return lpad(eleven::text, 11, '0') || ((3 * pg_temp.digit(eleven, 10) + 7 * pg_temp.digit(eleven, 9)
    + 2 * pg_temp.digit(eleven, 8) + 4 * pg_temp.digit(eleven, 7) + 10 * pg_temp.digit(eleven, 6)
    + 3 * pg_temp.digit(eleven, 5) + 5 * pg_temp.digit(eleven, 4) + 9 * pg_temp.digit(eleven, 3)
    + 4 * pg_temp.digit(eleven, 2) + 6 * pg_temp.digit(eleven, 1) + 8 * pg_temp.digit(eleven, 0)) % 11 % 10)::text;

-- Thirteen digits of a legal entity, fifteen of a sole trader; the last is what is left of the others.
create or replace function pg_temp.ogrn(trader boolean, i bigint) returns text immutable parallel safe language sql
return case when trader then (30000000000000 + i)::text || ((30000000000000 + i) % 13 % 10)::text
    else (100000000000 + i)::text || ((100000000000 + i) % 11 % 10)::text end;

-- The first is the demo users' manager, so that somebody can sign on and see them.
create or replace function pg_temp.manager(m bigint) returns text immutable parallel safe language sql
return 'manager' || case m when 0 then '' else (m + 1)::text end;

-- As the CRM makes numbers: the year in Moscow, then at least six digits.
create or replace function pg_temp.number(prefix text, at_ timestamptz, id bigint) returns text stable parallel safe language sql
return prefix || to_char(at_ at time zone 'Europe/Moscow', '-YYYY-') || lpad(id::text, greatest(6, length(id::text)), '0');
