package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules about BPMN: a good set of models passes, and each way to break it is told in the words of whoever drew it. */
class BpmnRulesTest {

    private static final Path SAMPLE = Path.of("src/test/resources/model-gate");

    private final SampleVocabulary vocabulary = new SampleVocabulary();
    private final List<ModelRule> rules = BpmnRules.of(vocabulary, vocabulary);

    @Test
    void aGoodSetPasses() {
        assertThat(ModelFolder.at(SAMPLE).examine(rules)).isEmpty();
    }

    @ParameterizedTest(name = "{3} {5}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            second-look | ${recordLookDelegate}                    | ${recordLokDelegate}                         | unknown-bean | Task_Record | Действия «recordLokDelegate» нет
            second-look | ${recordLookDelegate}                    | ${bean.run(execution)}                       | unknown-bean | Task_Record | Действие названо как «${bean.run(execution)}», а здесь пишут только имя: ${имяДействия}
            second-look | >${route == 'lawyer'}<                   | >${router.route(execution)}<                 | unknown-bean | Flow_Route_Look | Действия «router» нет
            second-look | ${lookForm}                              | ${lookFrom}                                  | unknown-bean | Task_Look | Действия «lookFrom» нет
            second-look | name="stage" value="approval"            | name="form-data" value="${lookPage}"         | unknown-bean | Task_Look | Действия «lookPage» нет
            second-look | ${recordLookDelegate}                    | ${checkTermsDelegate}                        | foreign-bean | Task_Record | Действие «checkTermsDelegate» принадлежит другой модели, а не «second-look»
            second-look | >${!termsOk}<                            | >${checkTermsDelegate.ok()}<                 | foreign-bean | Flow_Terms_Answered | Действие «checkTermsDelegate» принадлежит другой модели, а не «second-look»
            second-look | camunda:delegateExpression="${recordLookDelegate}" | camunda:priority="1"               | step-without-delegate | Task_Record | Шаг ничего не делает: у него нет ни действия, ни таблицы решений
            second-look | camunda:decisionRef="look-route"         | camunda:priority="1"                         | step-without-delegate | Task_Route | Шаг ничего не делает: у него нет ни действия, ни таблицы решений
            second-look | <bpmn:incoming>Flow_Answered_Done</bpmn:incoming> | <bpmn:incoming>Flow_Answered_Done</bpmn:incoming><bpmn:messageEventDefinition messageRef="Message_Answered"/> | step-without-delegate | End_Done | Шаг ничего не делает: у него нет ни действия, ни таблицы решений
            second-look | >${!termsOk}<                            | >${!termsOk<                                 | expression-syntax | Flow_Terms_Answered | Выражение «${!termsOk» не разобрать: в позиции 11 ожидается '}', а там конец
            second-look | camunda:delegateExpression="${recordLookDelegate}" | camunda:class="java.lang.Thread"   | class-name | Task_Record | Назван класс Java «java.lang.Thread», а модели называют только действия продукта
            second-look | delegateExpression="${lookForm}"         | class="java.lang.Thread"                     | class-name | Task_Look | Назван класс Java «java.lang.Thread», а модели называют только действия продукта
            second-look | <camunda:taskListener event="create" delegateExpression="${lookForm}" /> | <camunda:taskListener event="create"><camunda:script scriptFormat="groovy">1</camunda:script></camunda:taskListener> | script | Task_Look | Здесь скрипт, а скрипты в моделях запрещены
            second-look | <camunda:inputParameter name="letterTemplate">reminder< | <camunda:inputParameter name="letterTemplate"><camunda:script scriptFormat="javascript">1</camunda:script>< | script | Task_Remind | Здесь скрипт, а скрипты в моделях запрещены
            second-look | xsi:type="bpmn:tFormalExpression">${!termsOk} | xsi:type="bpmn:tFormalExpression" language="python">1 | script | Flow_Terms_Answered | Здесь скрипт, а скрипты в моделях запрещены
            second-look | xsi:type="bpmn:tFormalExpression">${!termsOk} | xsi:type="bpmn:tFormalExpression" language="groovy" camunda:resource="deployment://x.groovy">1 | script | Flow_Terms_Answered | Здесь скрипт, а скрипты в моделях запрещены
            check-terms | bpmn:serviceTask                         | bpmn:scriptTask                              | script | Task_CheckTerms | Здесь скрипт, а скрипты в моделях запрещены
            second-look | <camunda:inputOutput>                    | <camunda:connector><camunda:connectorId>http-connector</camunda:connectorId></camunda:connector><camunda:inputOutput> | connector | Task_Remind | Здесь коннектор, а модели обращаются к внешним системам только через действия продукта
            second-look | camunda:delegateExpression="${recordLookDelegate}" | camunda:type="external" camunda:topic="look" | foreign-implementation | Task_Record | Шаг исполняет «external», а не сам продукт
            second-look | camunda:delegateExpression="${recordLookDelegate}" | camunda:type="shell"               | foreign-implementation | Task_Record | Шаг исполняет «shell», а не сам продукт
            second-look | calledElement="check-terms"              | camunda:caseRef="look-case"                  | foreign-implementation | Call_Terms | Шаг вызывает модель CMMN, а продукт исполняет только BPMN и DMN
            second-look | isExecutable="true"                      | isExecutable="false"                         | not-executable | second-look | Модель не исполняется: развёртывание её пропустит
            second-look | camunda:historyTimeToLive="P30D"         | camunda:versionTag="1"                       | history-time-to-live | second-look | Не сказано, сколько хранить историю процесса
            second-look | camunda:historyTimeToLive="P30D"         | camunda:historyTimeToLive="30 дней"          | history-time-to-live | second-look | Срок хранения истории «30 дней» не разобрать
            second-look | ${sendLetterDelegate}" camunda:asyncBefore="true" | ${sendLetterDelegate}"              | outside-call-async | Task_Remind | Шаг обращается к внешней системе, а до него ничего не сохраняется: при сбое пропадёт и предыдущий шаг
            second-look | <camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle> | <camunda:properties /> | outside-call-retries | Task_Remind | Шаг обращается к внешней системе, а повторов при сбое нет
            second-look | >R3/PT10M<                               | >R3/10M<                                     | retry-cycle | Task_Remind | Повторы «R3/10M» не разобрать
            second-look | >R3/PT10M<                               | >PT10S,5M<                                   | retry-cycle | Task_Remind | Повторы «PT10S,5M» не разобрать
            second-look | >R3/PT10M<                               | >R0/PT10M<                                   | retry-cycle | Task_Remind | Повторы «R0/PT10M» не разобрать
            second-look | camunda:formRef="second-look-look" camunda:formRefBinding="deployment" | camunda:priority="1" | task-without-form | Task_Look | У задачи нет формы
            second-look | camunda:formRef="second-look-look" camunda:formRefBinding="deployment" | camunda:formKey="embedded:app:forms/look.html" | form-key | Task_Look | Форма названа ключом «embedded:app:forms/look.html»: такую форму никто не объявляет и не проверяет
            second-look | camunda:formRefBinding="deployment" camunda:candidateGroups | camunda:formRefBinding="latest" camunda:candidateGroups | form-binding | Task_Look | Форма «second-look-look» не привязана к развёртыванию: её новая версия сменит форму и у идущих задач
            second-look | camunda:candidateGroups="lawyers" camunda:assignee="${author}" | camunda:priority="1"   | task-without-group | Task_Look | Задачу некому взять: у неё нет ни группы, ни исполнителя
            second-look | camunda:candidateGroups="lawyers"        | camunda:candidateGroups="sales, lawers"      | unknown-group | Task_Look | Группы «lawers» нет
            second-look | isExecutable="true"                      | isExecutable="true" camunda:candidateStarterGroups="clerks" | unknown-group | second-look | Группы «clerks» нет
            second-look | <bpmn:outgoing>Flow_Look_Record</bpmn:outgoing> | <bpmn:outgoing>Flow_Look_Record</bpmn:outgoing><bpmn:potentialOwner><bpmn:resourceAssignmentExpression><bpmn:formalExpression>group(clerks)</bpmn:formalExpression></bpmn:resourceAssignmentExpression></bpmn:potentialOwner> | unknown-group | Task_Look | Группы «clerks» нет
            task-sla.dmn | "Task_Look"                             | "Task_Other"                                 | task-without-deadline | Task_Look | У задачи нет строки в таблице сроков task-sla
            task-sla.dmn | "second-look"                           | "first-look"                                 | task-without-deadline | Task_Look | У задачи нет строки в таблице сроков task-sla
            second-look | name="look.answered"                     | name="look.answer"                           | unknown-message | Event_Answered | Сообщения «look.answer» никто не шлёт и не ждёт
            second-look | messageRef="Message_Answered"            | camunda:priority="1"                         | unknown-message | Event_Answered | Не сказано, какое это сообщение
            second-look | errorCode="TERMS_REFUSED"                | errorCode="TERMS_REFUSE"                     | unknown-error-code | Event_Refused | Ошибку BPMN «TERMS_REFUSE» никто не бросает
            check-terms | errorCode="TERMS_REFUSED"                | errorCode="TERMS_LOST"                       | unknown-error-code | End_Refused | Ошибку BPMN «TERMS_LOST» никто не ловит
            second-look | value="approval"                         | value="aproval"                              | unknown-stage | Task_Look | Этапа воронки «aproval» нет
            second-look | name="stage" value="approval"            | name="waits-for" value="bank"                | unknown-wait | Task_Look | Свойство «waits-for» называет «bank»: часы стоят только в ожидании клиента
            second-look | >reminder<                               | >reminders<                                  | unknown-template | Task_Remind | Шаблона «reminders» нет
            second-look | name="letterTemplate">reminder<          | name="documentTemplate">reminders<           | unknown-template | Task_Remind | Шаблона «reminders» нет
            second-look | calledElement="check-terms"              | calledElement="check-term"                   | unknown-process | Call_Terms | Процесса «check-term» нет
            second-look | calledElement="check-terms"              | camunda:priority="1"                         | unknown-process | Call_Terms | Не сказано, какой процесс вызвать
            second-look | camunda:decisionRef="look-route"         | camunda:decisionRef="look-router"            | unknown-decision | Task_Route | Таблицы решений «look-router» нет
            second-look | >PT4H<                                   | >4 часа<                                     | timer | Event_Late | Срок таймера «4 часа» — не ISO 8601
            second-look | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration> | <bpmn:timeDate>31.12.2026</bpmn:timeDate> | timer | Event_Late | Дата таймера «31.12.2026» — не ISO 8601
            second-look | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration> | <bpmn:timeCycle>каждый час</bpmn:timeCycle> | timer | Event_Late | Повторение таймера «каждый час» — не ISO 8601
            second-look | <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration> | `` | timer | Event_Late | У таймера нет времени
            second-look | bpmnElement="Task_Record"                | bpmnElement="Task_Look"                      | diagram | Task_Record | Элемента нет на диаграмме
            second-look | bpmnElement="Flow_Look_Record"           | bpmnElement="Flow_Late_Remind"               | diagram | Flow_Look_Record | Стрелки нет на диаграмме
            second-look | bpmnElement="Task_Record"                | bpmnElement="Task_Gone"                      | diagram | ``          | Фигура «Task_Record_di» на диаграмме не относится ни к одному элементу
            """)
    void aBreachIsRefused(String file, String good, String bad, String rule, String element, String problem) {
        List<Finding> findings = ModelFolder.at(SAMPLE)
                .replace(path(file), good, bad == null ? "" : bad)
                .examine(rules);

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.element()).isEqualTo(element.isEmpty() ? null : element);
            assertThat(finding.problem()).isEqualTo(problem);
            assertThat(finding.remedy()).endsWith(".");
        });
    }

    @ParameterizedTest(name = "{3} {4}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            bpmn/second-look.bpmn | >${route == 'lawyer'}<   | >${rout == 'lawyer'}<      | Flow_Route_Look | Переменную «rout» здесь читают, а записать её до этого некому | Возможно, имелось в виду «route». Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            bpmn/second-look.bpmn | assignee="${author}"     | assignee="${outcome}"      | Task_Look       | Переменную «outcome» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            bpmn/second-look.bpmn | >PT4H<                   | >${lateAfter}<             | Event_Late      | Переменную «lateAfter» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            bpmn/second-look.bpmn | source="outcome"         | source="opinion"           | Call_Terms      | Переменную «opinion» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            bpmn/second-look.bpmn | source="outcome"         | sourceExpression="${answer}" | Call_Terms    | Переменную «answer» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            bpmn/second-look.bpmn | source="termsOk"         | source="termsOk2"          | Call_Terms      | Переменную «termsOk2» берут из процесса «check-terms», а он её не записывает | Возможно, имелось в виду «termsOk». Исправьте имя в «Out mappings» или запишите переменную в вызываемом процессе.
            bpmn/check-terms.bpmn | >${verdict}<             | >${known}<                 | Task_CheckTerms | Переменную «known» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            bpmn/look-route.dmn   | <text>amount</text>      | <text>sum + amount</text>  | Task_Route      | Переменную «sum» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            forms/second-look/ask.form  | "key": "amount"    | "key": "sum"               | Task_Route      | Переменную «amount» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            forms/second-look/look.form | "key": "amount"    | "key": "premium"           | Task_Look       | Переменную «premium» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            forms/second-look/look.form | {{author}}         | {{#if clerk = null}}       | Task_Look       | Переменную «clerk» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            forms/second-look/look.form | {{#loop facts}}    | {{#loop fakts}}            | Task_Look       | Переменную «fakts» здесь читают, а записать её до этого некому | Возможно, имелось в виду «facts». Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            forms/second-look/look.form | "=decision =       | "=verdict =                | Task_Look       | Переменную «verdict» здесь читают, а записать её до этого некому | Запишите её раньше — полем формы, шагом или сопоставлением вызова — или исправьте имя.
            """)
    void aVariableThatNobodyHasWrittenIsRefused(
            String file, String good, String bad, String element, String problem, String remedy) {
        List<Finding> findings = ModelFolder.at(SAMPLE).replace(file, good, bad).examine(rules);

        assertThat(findings).anySatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(finding.rule()).isEqualTo(VariableRules.UNWRITTEN);
            assertThat(finding.element()).isEqualTo(element);
            assertThat(finding.problem()).isEqualTo(problem);
            assertThat(finding.remedy()).isEqualTo(remedy);
        });
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            >PT4H<                              | >${route}<
            >reminder<                          | >${outcome}<
            name="letterTemplate"               | name="documentTemplate"
            assignee="${author}"                | assignee="${amount}"
            >${!termsOk}<                       | >${decision == 'no' and reason != null}<
            >${!termsOk}<                       | >${execution.getVariable('nobody') == null}<
            >${!termsOk}<                       | >${outcome.length() > 1}<
            <camunda:in source="outcome"        | <camunda:in businessKey="#{execution.processBusinessKey}" /><camunda:in source="outcome"
            <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration> | <bpmn:timeDate>2026-12-31T09:00:00</bpmn:timeDate>
            <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration> | <bpmn:timeCycle>R3/PT10M</bpmn:timeCycle>
            <bpmn:timeDuration xsi:type="bpmn:tFormalExpression">PT4H</bpmn:timeDuration> | <bpmn:timeCycle>0 0 3 * * ?</bpmn:timeCycle>
            >R3/PT10M<                          | >PT10S, PT1M, PT1H<
            <camunda:failedJobRetryTimeCycle>R3/PT10M</camunda:failedJobRetryTimeCycle> | <camunda:properties><camunda:property name="retries" value="PT10S,PT1M" /></camunda:properties>
            name="stage" value="approval"       | name="stage" value=""
            name="stage" value="approval"       | name="form-data" value="${lookForm}"
            errorCode="TERMS_REFUSED"           | errorCode="LOOK_LATE"
            calledElement="check-terms"         | calledElement="check-terms" camunda:calledElementBinding="deployment"
            camunda:candidateGroups="lawyers"   | camunda:candidateGroups="${route}, sales"
            """)
    void whatIsRightIsNotRefused(String one, String other) {
        assertThat(ModelFolder.at(SAMPLE)
                        .replace("bpmn/second-look.bpmn", one, other)
                        .examine(rules))
                .filteredOn(finding -> finding.file().equals("bpmn/second-look.bpmn"))
                .isEmpty();
    }

    @ParameterizedTest(name = "{4}")
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            name="Записать решение"         | name="Record"              | russian-label   | Task_Record     | Нет русской подписи
            name="Нужен юрист?"             | name=""                    | russian-label   | Gateway_Route   | Нет русской подписи
            name="нет" sourceRef="Gateway_Terms" | sourceRef="Gateway_Terms" | russian-label | Flow_Terms_Answered | Нет русской подписи
            name="Второй взгляд" isExecutable | isExecutable             | russian-label   | second-look     | Нет русской подписи
            Task_Record                     | Activity_1w131lg           | element-naming  | Activity_1w131lg | Id «Activity_1w131lg» не говорит, что это за элемент
            Gateway_Route                   | Route_Gateway              | element-naming  | Route_Gateway   | Id «Route_Gateway» не говорит, что это за элемент
            <dc:Bounds x="250" y="100"      | <dc:Bounds x="350" y="100" | diagram-overlap | Gateway_Route   | Элемент лежит на диаграмме поверх «Task_Route»
            """)
    void whatMayStayIsAWarning(String good, String bad, String rule, String element, String problem) {
        List<Finding> findings = ModelFolder.at(SAMPLE)
                .replace("bpmn/second-look.bpmn", good, bad)
                .examine(rules);

        assertThat(findings).hasSize(1).allSatisfy(finding -> {
            assertThat(finding.severity()).isEqualTo(Finding.Severity.WARNING);
            assertThat(finding.rule()).isEqualTo(rule);
            assertThat(finding.element()).isEqualTo(element);
            assertThat(finding.problem()).isEqualTo(problem);
            assertThat(finding.remedy()).endsWith(".");
        });
    }

    @Test
    void aModelWithoutDiagramIsRefused() {
        ModelFolder folder = ModelFolder.at(SAMPLE).cut("bpmn/check-terms.bpmn", "<bpmndi:BPMNDiagram", "</bpmn:def");

        assertThat(folder.examine(rules))
                .singleElement()
                .isEqualTo(new Finding(
                        Finding.Severity.ERROR,
                        "diagram",
                        "bpmn/check-terms.bpmn",
                        null,
                        null,
                        "В файле нет диаграммы: процесс не увидеть",
                        "Откройте модель в Camunda Modeler, нарисуйте недостающее и сохраните.",
                        0));
    }

    @Test
    void aStepWithoutIdHaltsNoRule() {
        assertThat(ModelFolder.at(SAMPLE)
                        .replace(
                                "bpmn/second-look.bpmn",
                                "<bpmn:endEvent id=\"End_Done\"",
                                "<bpmn:task /><bpmn:endEvent id=\"End_Done\"")
                        .examine(rules))
                .extracting(Finding::rule)
                .contains("diagram");
    }

    @Test
    void aFormThatStaysBehindIsMissed() {
        assertThat(ModelFolder.at(SAMPLE).examine(rules, "forms/second-look/look.form"))
                .extracting(Finding::rule, Finding::element, Finding::problem)
                .containsExactly(
                        tuple(
                                "form-left-behind",
                                "Task_Look",
                                "Форма «second-look-look» в силе, но вместе с моделью её не развёртывают: шаг останется без неё"));
    }

    @Test
    void whatIsInForceIsReferredToAndNotExamined() {
        ModelFolder folder = ModelFolder.at(SAMPLE)
                .replace(
                        "bpmn/check-terms.bpmn",
                        "${checkTermsDelegate}",
                        "${checkTermsDelegate}\" camunda:type=\"shell");

        assertThat(folder.examine(rules, "bpmn/check-terms.bpmn", "bpmn/task-sla.dmn", "bpmn/look-route.dmn"))
                .isEmpty();
        assertThat(folder.examine(rules)).isNotEmpty();
    }

    @Test
    void withoutTheTableOfDeadlinesEveryTaskLacksOne() {
        assertThat(ModelFolder.at(SAMPLE).without("bpmn/task-sla.dmn").examine(rules))
                .extracting(Finding::rule, Finding::remedy)
                .containsExactly(tuple(
                        "task-without-deadline",
                        "Добавьте в task-sla строку: процесс \"second-look\", задача \"Task_Look\"."));
    }

    private static String path(String file) {
        return "bpmn/" + file + (file.contains(".") ? "" : ".bpmn");
    }
}
