package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRulesTest {

    private static final ModelVocabulary VOCABULARY = new PlainVocabulary();
    private static final List<ModelRule> RULES = List.of(
            new FormUseRule(),
            new FormComponentRule(VOCABULARY),
            new FormFeelRule(),
            new FormContentRule(),
            new FormCodesRule(VOCABULARY));
    private static final String PATH = "forms/sale/enter-data.form";

    private static BpmnModelInstance sale(String form) {
        return Bpmn.createExecutableProcess("sale")
                .startEvent()
                .userTask("Task_EnterData")
                .name("Ввести данные")
                .camundaFormRef(form)
                .endEvent()
                .done();
    }

    private static List<String> examine(String path, String form) throws JsonProcessingException {
        return examine(sale("sale-enter-data"), path, new ObjectMapper().readTree(form));
    }

    private static List<String> examine(BpmnModelInstance model, String path, JsonNode form) {
        Findings findings = new Findings();
        ModelSet set = new ModelSet(
                Map.of("bpmn/sale.bpmn", model), Map.of(), Map.of(path, form), Set.of("bpmn/sale.bpmn", path));
        RULES.forEach(rule -> rule.check(set, findings));
        return findings.all().stream().map(TableRulesTest::told).toList();
    }

    private static String form(String components) {
        return """
                {"type": "default", "id": "sale-enter-data", "schemaVersion": 16, "executionPlatform": "Camunda Platform",
                 "executionPlatformVersion": "7.24.0", "components": [%s]}
                """
                .formatted(components.replace('\'', '"'));
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            "schemaVersion": 16 | "schemaVersion": 19 | ERROR form-schema-version null Версия схемы формы неизвестна: 19. Tasklist понимает версии до 16: создайте форму для Camunda 7.24.
            "schemaVersion": 16 | "schemaVersion": "new" | ERROR form-schema-version null Версия схемы формы неизвестна: new. Tasklist понимает версии до 16: создайте форму для Camunda 7.24.
            "schemaVersion": 16, | `` | ERROR form-schema-version null В форме не указана версия схемы. Tasklist понимает версии до 16: создайте форму для Camunda 7.24.
            Camunda Platform | Camunda Cloud | ERROR form-platform null Форма сделана для другой платформы: Camunda Cloud. Создайте форму для Camunda 7 (Camunda Platform).
            """)
    void aFormForAnotherTasklistIsTold(String good, String bad, String finding) throws JsonProcessingException {
        String form = form("");
        assertThat(form).contains(good);
        assertThat(examine(PATH, form)).isEmpty();

        assertThat(examine(PATH, form.replace(good, bad))).containsExactly(finding);
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            'type':'filepicker' | 'type':'textfield' | ERROR form-component Field_A Tasklist не умеет показывать компонент «filepicker». Замените его одним из: button, checkbox, checklist, datetime, dynamiclist, expression, group, html, iframe, image, number, radio, select, separator, spacer, table, taglist, text, textarea, textfield.
            'type':'textfield','multiple':true | 'type':'textfield','description':'x' | ERROR form-property Field_A Tasklist не знает свойства «multiple» у компонента «textfield». Удалите свойство; если нужна подсказка для программы, запишите её в «properties».
            'type':'textarea','appearance':{'suffixAdorner':'₽'} | 'type':'textfield','appearance':{'suffixAdorner':'₽'} | ERROR form-property Field_A Tasklist не знает свойства «appearance» у компонента «textarea». Удалите свойство; если нужна подсказка для программы, запишите её в «properties».
            'type':'textfield','layout':{'width':8} | 'type':'textfield','layout':{'columns':8} | ERROR form-property Field_A Tasklist не знает свойства «layout.width» у компонента «textfield». Удалите свойство; если нужна подсказка для программы, запишите её в «properties».
            'type':'datetime','subtype':'month' | 'type':'datetime','subtype':'date' | ERROR form-property Field_A Значение «month» свойства «subtype» неизвестно. Есть: date, datetime, time.
            'type':'textarea','validate':{'pattern':'x'} | 'type':'textfield','validate':{'pattern':'x'} | ERROR form-validation Field_A Проверка «pattern» у компонента «textarea» не работает. Есть: maxLength, minLength, required.
            'type':'textfield','validate':{'validationType':'inn'} | 'type':'textfield','validate':{'validationType':'email'} | ERROR form-validation Field_A Значение «inn» свойства «validationType» неизвестно. Есть: custom, email, phone.
            'type':'textfield','validate':{'pattern':'(['} | 'type':'textfield','validate':{'pattern':'[0-9]'} | ERROR form-validation Field_A Шаблон проверки не читается: ([. Исправьте регулярное выражение.
            'type':'dynamiclist','path':'rows','components':[] | 'type':'dynamiclist','path':'rows','disableCollapse':true,'components':[] | ERROR form-collapsing-list Field_A Список «Поле» сворачивается и при этом теряет введённые строки. Включите «Disable collapse».
            'type':'textfield','key':'recordDataDelegate' | 'type':'dynamiclist','path':'rows','disableCollapse':true,'components':[{'type':'textfield','key':'recordDataDelegate'}] | ERROR reserved-form-key Field_A Ключ «recordDataDelegate» занят: так называется компонент программы. Дайте полю другой ключ и читайте его под новым именем.
            'type':'textfield','key':'recordDataDelegate.x' | 'type':'textfield','key':'data.x' | ERROR reserved-form-key Field_A Ключ «recordDataDelegate» занят: так называется компонент программы. Дайте полю другой ключ и читайте его под новым именем.
            'type':'textfield','conditional':{'hide':'=a == 1'} | 'type':'textfield','conditional':{'hide':'=a = 1'} | ERROR unreadable-feel Field_A Выражение в свойстве «conditional.hide» не читается: a == 1. Исправьте запись по правилам FEEL: текст в двойных кавычках, равенство одним знаком «=».
            'type':'number','validate':{'min':'=(1'} | 'type':'number','validate':{'min':'=(1)'} | ERROR unreadable-feel Field_A Выражение в свойстве «validate.min» не читается: (1. Исправьте запись по правилам FEEL: текст в двойных кавычках, равенство одним знаком «=».
            'type':'text','text':'{{count(a}}' | 'type':'text','text':'{{count(a)}}' | ERROR unreadable-feel Field_A Выражение в свойстве «text» не читается: count(a. Исправьте запись по правилам FEEL: текст в двойных кавычках, равенство одним знаком «=».
            'type':'html','content':'{{#loop a}}x' | 'type':'html','content':'{{#loop a}}x{{/loop}}' | ERROR unreadable-feel Field_A В свойстве «content» у {{#loop …}} нет пары. Каждое {{#if …}} закройте {{/if}}, каждое {{#loop …}} — {{/loop}}.
            'type':'html','content':'{{#if a}}x{{/loop}}' | 'type':'html','content':'{{#if a}}x{{/if}}' | ERROR unreadable-feel Field_A В свойстве «content» у {{/loop}} нет пары. Каждое {{#if …}} закройте {{/if}}, каждое {{#loop …}} — {{/loop}}.
            'type':'html','content':'<script>x()</script>' | 'type':'html','content':'<b>x()</b>' | ERROR active-content Field_A В форме запрещено то, что выполняется в браузере: тег <script>. Уберите это: форма показывает данные и не выполняет код.
            'type':'html','content':'<img src=x OnError=x()>' | 'type':'html','content':'<img src=x alt=x>' | ERROR active-content Field_A В форме запрещено то, что выполняется в браузере: атрибут onerror. Уберите это: форма показывает данные и не выполняет код.
            'type':'text','text':'[x](java&#115;cript:x())' | 'type':'text','text':'[x](https://company.ru)' | ERROR active-content Field_A В форме запрещено то, что выполняется в браузере: адрес «javascript:». Уберите это: форма показывает данные и не выполняет код.
            'type':'text','text':'<a href=java{{a}}script:x()>' | 'type':'text','text':'<a href={{a}}>' | ERROR active-content Field_A В форме запрещено то, что выполняется в браузере: адрес «javascript:». Уберите это: форма показывает данные и не выполняет код.
            'type':'iframe','security':{'allowScripts':true} | 'type':'iframe','security':{'allowScripts':false} | ERROR active-content Field_A В форме запрещено то, что выполняется в браузере: чужая страница со скриптами. Уберите это: форма показывает данные и не выполняет код.
            'type':'select','properties':{'dictionary':'lead-sources'} | 'type':'select','properties':{'dictionary':'lead-source'} | ERROR unknown-dictionary Field_A Нет справочника «lead-sources». Исправьте код справочника в свойстве «dictionary».
            'type':'select','properties':{'dictionary':'contact-role'},'values':[{'label':'Шеф','value':'boss'}] | 'type':'select','properties':{'dictionary':'contact-role'},'values':[{'label':'ЛПР','value':'decision-maker'}] | ERROR unknown-code Field_A Вариант «Шеф»: нет записи с кодом «boss». Есть: assistant, decision-maker, finance, influencer, key-contact, legal, user.
            'type':'select','key':'product','values':[{'label':'Яхты','value':'yacht'}] | 'type':'select','key':'product','values':[{'label':'Грузы','value':'cargo'}] | ERROR unknown-code Field_A Вариант «Яхты»: нет записи с кодом «yacht». Есть: business-interruption, cargo, casco-fleet, general-liability, hazardous-facility, osago, property, vhi.
            """)
    void aBadComponentIsToldAndItsGoodTwinPasses(String bad, String good, String finding)
            throws JsonProcessingException {
        assertThat(examine(PATH, form("{'id':'Field_A'," + labelled(bad) + "}")))
                .containsExactly(finding);
        assertThat(examine(PATH, form("{'id':'Field_A'," + labelled(good) + "}")))
                .isEmpty();
    }

    /** What may have a label has one, since findings speak of it. */
    private static String labelled(String component) {
        return component.contains("'separator'") ? component : component + ",'label':'Поле'";
    }

    @ParameterizedTest(name = "{2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            {'type':'textfield','id':'A','key':'inn','label':'ИНН'},{'type':'number','id':'B','key':'inn'} | {'type':'textfield','id':'A','key':'inn'},{'type':'number','id':'B','key':'kpp'} | ERROR duplicate-form-key B Ключ «inn» уже занят компонентом «ИНН». Дайте каждому компоненту своё имя: форма с повтором не откроется.
            {'type':'textfield','id':'A','key':'inn','label':'ИНН'},{'type':'group','id':'G','components':[{'type':'number','id':'B','key':'inn'}]} | {'type':'textfield','id':'A','key':'inn','label':'ИНН'},{'type':'group','id':'G','path':'card','components':[{'type':'number','id':'B','key':'inn'}]} | ERROR duplicate-form-key B Ключ «inn» уже занят компонентом «ИНН». Дайте каждому компоненту своё имя: форма с повтором не откроется.
            {'type':'text','id':'A','text':'x'},{'type':'text','id':'A','text':'y'} | {'type':'text','id':'A','text':'x'},{'type':'text','id':'B','text':'y'} | ERROR duplicate-form-key A Идентификатор «A» уже занят компонентом «A». Дайте каждому компоненту своё имя: форма с повтором не откроется.
            {'type':'dynamiclist','id':'L','path':'rows','disableCollapse':true,'components':[{'type':'textfield','id':'A','key':'inn'},{'type':'textfield','id':'B','key':'inn'}]} | {'type':'dynamiclist','id':'L','path':'rows','disableCollapse':true,'components':[{'type':'textfield','id':'A','key':'inn'}]},{'type':'textfield','id':'B','key':'inn'} | ERROR duplicate-form-key B Ключ «inn» уже занят компонентом «inn». Дайте каждому компоненту своё имя: форма с повтором не откроется.
            """)
    void twoThatCannotStandTogetherAreTold(String bad, String good, String finding) throws JsonProcessingException {
        assertThat(examine(PATH, form(bad))).containsExactly(finding);
        assertThat(examine(PATH, form(good))).isEmpty();
    }

    @Test
    void anUnknownTemplateIsTold() throws JsonProcessingException {
        String known = VOCABULARY.templates().iterator().next();
        String component = "{'type':'text','id':'A','text':'x','properties':{'template':'%s'}}";

        assertThat(examine(PATH, form(component.formatted(known)))).isEmpty();
        assertThat(examine(PATH, form(component.formatted("no-letter"))))
                .singleElement()
                .asString()
                .startsWith("ERROR unknown-template A Нет шаблона «no-letter». Есть: ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            forms/sale/enter.form | Id формы — «sale-enter-data», а по пути файла ожидается «sale-enter».
            forms/offer/enter-data.form | Id формы — «sale-enter-data», а по пути файла ожидается «offer-enter-data».
            enter.form | Id формы — «sale-enter-data», а по пути файла ожидается «<ключ процесса>-enter».
            """)
    void anIdThatThePathDoesNotDemandIsTold(String path, String problem) throws JsonProcessingException {
        assertThat(examine(path, form("")))
                .containsExactly("ERROR form-id null " + problem
                        + " Исправьте Id формы или переложите файл: forms/<ключ процесса>/<задача>.form.");
    }

    @ParameterizedTest
    @CsvSource({"forms/sale/enter-data.form", "enter-data.form", "sale-enter-data.form"})
    void modelerMaySendNamesWithoutFolders(String path) throws JsonProcessingException {
        assertThat(examine(path, form(""))).isEmpty();
    }

    @Test
    void aMissingFormAndAnUnusedOneAreTold() throws JsonProcessingException {
        assertThat(examine(sale("sale-enter-date"), PATH, new ObjectMapper().readTree(form(""))))
                .containsExactlyInAnyOrder(
                        "ERROR missing-form Task_EnterData Нет формы «sale-enter-date», которую показывает «Ввести данные»."
                                + " Добавьте форму с таким Id в набор или исправьте «Form reference».",
                        "WARNING unused-form null Форму «sale-enter-data» не показывает ни одна модель."
                                + " Назовите её у задачи или стартового события или удалите файл.");
    }

    @Test
    void everyFormOfTheProductPasses() {
        ModelSet product = PlainVocabulary.product();
        Findings findings = new Findings();
        RULES.forEach(rule -> rule.check(product, findings));

        assertThat(product.forms()).hasSizeGreaterThanOrEqualTo(35);
        assertThat(findings.all().stream().map(each -> each.file() + " " + TableRulesTest.told(each)))
                .isEmpty();
    }
}
