package io.polisflow.process.models.gate;

import static io.polisflow.process.models.gate.Attempt.FORBIDDEN;
import static io.polisflow.process.models.gate.Attempt.decision;
import static io.polisflow.process.models.gate.Attempt.expression;
import static io.polisflow.process.models.gate.Attempt.extended;
import static io.polisflow.process.models.gate.Attempt.process;
import static io.polisflow.process.models.gate.Attempt.service;
import static io.polisflow.process.models.gate.Attempt.step;
import static io.polisflow.process.models.gate.Attempt.table;

import io.polisflow.fixtures.Trap;
import java.util.List;
import java.util.stream.Stream;

/** Every way to run code through a model that we know of. */
final class Attempts {

    private static final String TRAP = "io.polisflow.fixtures.Trap";
    private static final String MAKE = "forName('" + TRAP + "').newInstance()";
    /** The shortest way from a text to any class. */
    private static final String CALL = "''.getClass()." + MAKE;

    private static final String EXPRESSION = "${" + CALL + "}";
    private static final String SCRIPT = CodeRules.SCRIPT;
    private static final String CLASS = CodeRules.CLASS;
    private static final String LANGUAGE = "foreign-language";

    private Attempts() {}

    static Stream<Attempt> all() {
        return Stream.of(reflection(), objects(), places(), listeners(), classes(), scripts(), tables())
                .flatMap(List::stream);
    }

    /** From whatever an expression can name to a class. */
    private static List<Attempt> reflection() {
        String loader = "classLoader.loadClass('" + TRAP + "').newInstance()";
        return List.of(
                expression("getClass of a text", EXPRESSION),
                expression("class as a property", "${''.class." + MAKE + "}"),
                expression("class in brackets", "${''['class']." + MAKE + "}"),
                expression("class named by a variable", "${text[member]." + MAKE + "}"),
                expression("class put together", "${text['cl'.concat('ass')]." + MAKE + "}"),
                expression("getClass in brackets", "${text['getClass']()." + MAKE + "}"),
                expression("deferred expression", "#{" + CALL + "}"),
                expression("getClass of a variable", "${text.getClass()." + MAKE + "}"),
                expression("getClass of a number", "${(1).getClass()." + MAKE + "}"),
                expression("getClass of a truth value", "${(1 == 1).getClass()." + MAKE + "}"),
                expression("getClass of the time", "${now().getClass()." + MAKE + "}"),
                expression("getClass of a date", "${dateTime().getClass()." + MAKE + "}"),
                expression("getClass of a list", "${list.getClass()." + MAKE + "}"),
                expression("getClass of an item", "${list[0].getClass()." + MAKE + "}"),
                expression("getClass of an iterator", "${list.iterator().getClass()." + MAKE + "}"),
                expression("getClass of an entry", "${map.get('key').getClass()." + MAKE + "}"),
                expression("class of an entry by dots", "${map.key.class." + MAKE + "}"),
                expression("getClass of the execution", "${execution.getClass()." + MAKE + "}"),
                expression(
                        "getClass of a variable asked for", "${execution.getVariable('text').getClass()." + MAKE + "}"),
                expression("class loader of the execution", "${execution.class." + loader + "}"),
                expression("class loader of the engine", "${execution.processEngineServices.class." + loader + "}"),
                expression(
                        "class loader of a service",
                        "${execution.getProcessEngineServices().getTaskService().class." + loader + "}"),
                expression("amid words", "Здравствуйте, ${text} и ${" + CALL + "}!"),
                expression("in a choice", "${1 == 2 ? 0 : " + CALL + "}"),
                expression("asked whether empty", "${empty " + CALL + "}"),
                expression("in a comparison", "${" + CALL + " == null}"),
                expression("as an argument", "${text.concat(" + CALL + ".fire())}"),
                expression("as an argument of the execution", "${execution.setVariable('made', " + CALL + ")}"),
                expression("nested in quotes", "${execution.getVariable('${trap.fire()}')}")
                        .withoutStock(),
                expression("written with entities", "&#36;&#123;" + CALL + "}"),
                expression("a function of JSON", "${JSON('{}').mapTo('" + TRAP + "')}"));
    }

    /** Through objects that lie about. */
    private static List<Attempt> objects() {
        return List.of(
                expression("a method of an object in a variable", "${trap.fire()}"),
                expression(
                        "class of an object in a list",
                        "${traps[0].class.classLoader.loadClass('" + TRAP + "').newInstance()}"),
                expression("an object in a list", "${traps[0].fire()}"),
                expression("an object in a map", "${holder.get('trap').fire()}"),
                expression("a class in a variable", "${clazz.newInstance()}"),
                expression("a bean that is not for models", "${trapBean.fire()}"),
                service("a delegate in a variable", BeanRules.UNKNOWN, "camunda:delegateExpression=\"${trap}\""),
                service("a delegate in a list", BeanRules.UNKNOWN, "camunda:delegateExpression=\"${traps[0]}\""),
                service(
                        "a bean for others as delegate",
                        BeanRules.UNKNOWN,
                        "camunda:delegateExpression=\"${trapBean}\""),
                service("a delegate made on the spot", FORBIDDEN, "camunda:delegateExpression=\"" + EXPRESSION + "\""));
    }

    /** Wherever the engine evaluates an expression. */
    private static List<Attempt> places() {
        String quoted = "\"" + EXPRESSION + "\"";
        String multiple =
                "<bpmn:task id=\"Step\"><bpmn:multiInstanceLoopCharacteristics %s</bpmn:multiInstanceLoopCharacteristics></bpmn:task>";
        String message = "<bpmn:message id=\"Message\" name=" + quoted + "/>";
        return List.of(
                step("send task", FORBIDDEN, "<bpmn:sendTask id=\"Step\" camunda:expression=" + quoted + "/>"),
                step("rule task", FORBIDDEN, "<bpmn:businessRuleTask id=\"Step\" camunda:expression=" + quoted + "/>"),
                step(
                        "key of a decision",
                        FORBIDDEN,
                        "<bpmn:businessRuleTask id=\"Step\" camunda:decisionRef=" + quoted + "/>"),
                service("in the predecessor's namespace", FORBIDDEN, "activiti:expression=" + quoted),
                service("under another prefix", FORBIDDEN, "c:expression=" + quoted),
                process(
                        "condition of a flow",
                        FORBIDDEN,
                        "",
                        "<bpmn:startEvent id=\"Start\"/><bpmn:task id=\"Step\"/><bpmn:endEvent id=\"End\"/>"
                                + "<bpmn:sequenceFlow id=\"In\" sourceRef=\"Start\" targetRef=\"Step\"/>"
                                + "<bpmn:sequenceFlow id=\"Out\" sourceRef=\"Step\" targetRef=\"End\"><bpmn:conditionExpression"
                                + " xsi:type=\"bpmn:tFormalExpression\"><![CDATA[" + EXPRESSION
                                + "]]></bpmn:conditionExpression></bpmn:sequenceFlow>",
                        null),
                step("assignee", FORBIDDEN, "<bpmn:userTask id=\"Step\" camunda:assignee=" + quoted + "/>"),
                step("candidates", FORBIDDEN, "<bpmn:userTask id=\"Step\" camunda:candidateGroups=" + quoted + "/>"),
                step("due date", FORBIDDEN, "<bpmn:userTask id=\"Step\" camunda:dueDate=" + quoted + "/>"),
                step("priority", FORBIDDEN, "<bpmn:userTask id=\"Step\" camunda:priority=" + quoted + "/>"),
                step("name of a task", FORBIDDEN, "<bpmn:userTask id=\"Step\" name=" + quoted + "/>"),
                step(
                        "documentation of a task",
                        FORBIDDEN,
                        "<bpmn:userTask id=\"Step\"><bpmn:documentation>" + EXPRESSION
                                + "</bpmn:documentation></bpmn:userTask>"),
                step(
                        "reference of a form",
                        FORBIDDEN,
                        "<bpmn:userTask id=\"Step\" camunda:formRef=" + quoted
                                + " camunda:formRefBinding=\"latest\"/>"),
                extended(
                        "default of a form's field",
                        FORBIDDEN,
                        "userTask",
                        "",
                        "<camunda:formData><camunda:formField id=\"f\" type=\"string\" defaultValue=" + quoted
                                + "/></camunda:formData>"),
                extended("input parameter", FORBIDDEN, "task", "", parameters("input", EXPRESSION)),
                extended("output parameter", FORBIDDEN, "task", "", parameters("output", EXPRESSION)),
                extended(
                        "list of parameters",
                        FORBIDDEN,
                        "task",
                        "",
                        parameters(
                                "input",
                                "<camunda:list><camunda:value>" + EXPRESSION + "</camunda:value></camunda:list>")),
                extended(
                        "map of parameters",
                        FORBIDDEN,
                        "task",
                        "",
                        parameters(
                                "input",
                                "<camunda:map><camunda:entry key=\"k\">" + EXPRESSION
                                        + "</camunda:entry></camunda:map>")),
                step(
                        "timer",
                        FORBIDDEN,
                        "<bpmn:intermediateCatchEvent id=\"Step\"><bpmn:timerEventDefinition id=\"Timer\"><bpmn:timeDuration"
                                + " xsi:type=\"bpmn:tFormalExpression\">" + EXPRESSION
                                + "</bpmn:timeDuration></bpmn:timerEventDefinition></bpmn:intermediateCatchEvent>"),
                process(
                        "name of a message",
                        FORBIDDEN,
                        message,
                        "<bpmn:startEvent id=\"Start\"/><bpmn:receiveTask id=\"Step\" messageRef=\"Message\"/><bpmn:endEvent id=\"End\"/>",
                        "Step"),
                step(
                        "collection of a multiple step",
                        FORBIDDEN,
                        multiple.formatted("camunda:collection=" + quoted + ">")),
                step(
                        "number of a multiple step",
                        FORBIDDEN,
                        multiple.formatted("><bpmn:loopCardinality>" + EXPRESSION + "</bpmn:loopCardinality>")),
                step(
                        "end of a multiple step",
                        FORBIDDEN,
                        multiple.formatted("><bpmn:loopCardinality>2</bpmn:loopCardinality><bpmn:completionCondition>"
                                + EXPRESSION + "</bpmn:completionCondition>")),
                step("called process", FORBIDDEN, "<bpmn:callActivity id=\"Step\" calledElement=" + quoted + "/>"),
                extended(
                        "variable of a call",
                        FORBIDDEN,
                        "callActivity",
                        "calledElement=\"callee\"",
                        "<camunda:in sourceExpression=" + quoted + " target=\"x\"/>"),
                extended(
                        "business key of a call",
                        FORBIDDEN,
                        "callActivity",
                        "calledElement=\"callee\"",
                        "<camunda:in businessKey=" + quoted + "/>"),
                service(
                        "priority of a job",
                        FORBIDDEN,
                        "camunda:asyncBefore=\"true\" camunda:expression=\"${text}\" camunda:jobPriority=" + quoted),
                service("topic of a worker", FORBIDDEN, "camunda:type=\"external\" camunda:topic=" + quoted));
    }

    private static String parameters(String kind, String value) {
        return "<camunda:inputOutput><camunda:%1$sParameter name=\"p\">%2$s</camunda:%1$sParameter></camunda:inputOutput>"
                .formatted(kind, value);
    }

    private static List<Attempt> listeners() {
        String execution = "<camunda:executionListener event=\"start\" %s/>";
        String task = "<camunda:taskListener event=\"create\" %s/>";
        String expression = "expression=\"" + EXPRESSION + "\"";
        return List.of(
                extended("listener of a step", FORBIDDEN, "task", "", execution.formatted(expression)),
                extended(
                        "listener's delegate",
                        FORBIDDEN,
                        "task",
                        "",
                        execution.formatted("delegateExpression=\"" + EXPRESSION + "\"")),
                extended("listener of a user task", FORBIDDEN, "userTask", "", task.formatted(expression)),
                extended(
                        "listener at the end of a user task",
                        FORBIDDEN,
                        "userTask",
                        "",
                        task.formatted(expression).replace("create", "complete")),
                extended("class of a listener", CLASS, "task", "", execution.formatted("class=\"" + TRAP + "\"")),
                extended("class of a task's listener", CLASS, "userTask", "", task.formatted("class=\"" + TRAP + "\"")),
                extended(
                        "class of a listener in the predecessor's namespace",
                        CLASS,
                        "task",
                        "",
                        execution.formatted("class=\"" + TRAP + "\"").replace("camunda:", "activiti:")),
                extended(
                        "script of a listener",
                        SCRIPT,
                        "task",
                        "",
                        "<camunda:executionListener event=\"start\"><camunda:script scriptFormat=\"juel\">" + EXPRESSION
                                + "</camunda:script></camunda:executionListener>"),
                extended(
                        "script of a task's listener",
                        SCRIPT,
                        "userTask",
                        "",
                        "<camunda:taskListener event=\"create\"><camunda:script scriptFormat=\"juel\">" + EXPRESSION
                                + "</camunda:script></camunda:taskListener>"));
    }

    /** Classes by name, and what is done with them. */
    private static List<Attempt> classes() {
        return List.of(
                service("class of a step", CLASS, "camunda:class=\"" + TRAP + "\""),
                service("class in the predecessor's namespace", CLASS, "activiti:class=\"" + TRAP + "\""),
                service("class under another prefix", CLASS, "c:class=\"" + TRAP + "\""),
                service("class that runs when loaded", CLASS, "camunda:class=\"" + TRAP + "$LoadedBy@ENGINE@\""),
                step("class of a send task", CLASS, "<bpmn:sendTask id=\"Step\" camunda:class=\"" + TRAP + "\"/>"),
                process(
                        "class of a message",
                        CLASS,
                        "<bpmn:message id=\"Message\" name=\"m\"/>",
                        "<bpmn:startEvent id=\"Start\"/><bpmn:intermediateThrowEvent id=\"Step\"><bpmn:messageEventDefinition"
                                + " id=\"Event\" messageRef=\"Message\" camunda:class=\"" + TRAP
                                + "\"/></bpmn:intermediateThrowEvent><bpmn:endEvent id=\"End\"/>",
                        "Step"),
                step(
                        "class of a call's mapping",
                        CLASS,
                        "<bpmn:callActivity id=\"Step\" calledElement=\"attempt\" camunda:variableMappingClass=\""
                                + TRAP + "\"/>"),
                step(
                        "class of a form's handler",
                        CLASS,
                        "<bpmn:userTask id=\"Step\" camunda:formHandlerClass=\"" + TRAP + "\"/>"),
                extended(
                        "class of a field's validator",
                        CLASS,
                        "userTask",
                        "",
                        "<camunda:formData><camunda:formField id=\"f\" type=\"string\"><camunda:validation><camunda:constraint"
                                + " name=\"validator\" config=\"" + TRAP
                                + "\"/></camunda:validation></camunda:formField></camunda:formData>"),
                extended(
                                "value for a class's field",
                                CLASS,
                                "serviceTask",
                                "camunda:delegateExpression=\"${trap}\"",
                                "<camunda:field name=\"x\"><camunda:expression>" + EXPRESSION
                                        + "</camunda:expression></camunda:field>")
                        .withoutStock(),
                extended(
                        "command of the operating system",
                        CodeRules.TYPE,
                        "serviceTask",
                        "camunda:type=\"shell\"",
                        "<camunda:field name=\"command\" stringValue=\"touch\"/><camunda:field name=\"arg1\" stringValue=\""
                                + Trap.FILE
                                + "\"/><camunda:field name=\"wait\" stringValue=\"true\"/>"),
                extended(
                                "connector",
                                CodeRules.CONNECTOR,
                                "serviceTask",
                                "",
                                "<camunda:connector><camunda:inputOutput><camunda:inputParameter name=\"url\">"
                                        + EXPRESSION
                                        + "</camunda:inputParameter></camunda:inputOutput><camunda:connectorId>http-connector"
                                        + "</camunda:connectorId></camunda:connector>")
                        .withoutStock(),
                step(
                                "page with scripts as a form",
                                "form-key",
                                "<bpmn:userTask id=\"Step\" camunda:formKey=\"page.html\"/>")
                        .with("page.html", EXPRESSION));
    }

    private static List<Attempt> scripts() {
        String task = "<bpmn:scriptTask id=\"Step\" scriptFormat=\"%s\" %s</bpmn:scriptTask>";
        String groovy = "new " + TRAP + "()";
        String condition = "<bpmn:startEvent id=\"Start\"/><bpmn:task id=\"Step\"/><bpmn:endEvent id=\"End\"/>"
                + "<bpmn:sequenceFlow id=\"In\" sourceRef=\"Start\" targetRef=\"Step\"/>"
                + "<bpmn:sequenceFlow id=\"Out\" sourceRef=\"Step\" targetRef=\"End\"><bpmn:conditionExpression"
                + " xsi:type=\"bpmn:tFormalExpression\" language=\"juel\">" + EXPRESSION
                + "</bpmn:conditionExpression></bpmn:sequenceFlow>";
        return List.of(
                step("script", SCRIPT, task.formatted("juel", "><bpmn:script>" + EXPRESSION + "</bpmn:script>")),
                step(
                        "script without a language",
                        SCRIPT,
                        "<bpmn:scriptTask id=\"Step\"><bpmn:script>" + EXPRESSION + "</bpmn:script></bpmn:scriptTask>"),
                step("script in Groovy", SCRIPT, task.formatted("groovy", "><bpmn:script>" + groovy + "</bpmn:script>"))
                        .withoutStock(),
                step(
                                "script in JavaScript",
                                SCRIPT,
                                task.formatted(
                                        "javascript",
                                        "><bpmn:script>Java.type('" + TRAP + "').spring('js')</bpmn:script>"))
                        .withoutStock(),
                step(
                                "script in a file",
                                SCRIPT,
                                task.formatted("juel", "camunda:resource=\"deployment://attempt.juel\">"))
                        .with("attempt.juel", EXPRESSION),
                extended(
                        "script of a parameter",
                        SCRIPT,
                        "task",
                        "",
                        parameters(
                                "input", "<camunda:script scriptFormat=\"juel\">" + EXPRESSION + "</camunda:script>")),
                process("script of a condition", SCRIPT, "", condition, null),
                process(
                                "script of a condition in FEEL",
                                SCRIPT,
                                "",
                                condition.replace("\"juel\"", "\"feel\"").replace(EXPRESSION, "trap.fire() = 1"),
                                null)
                        .withoutStock());
    }

    /** Tables of decisions in FEEL and in what else the engine would take. */
    private static List<Attempt> tables() {
        String text = "><text>%s</text>";
        String juel = " expressionLanguage=\"juel\"><text>" + EXPRESSION + "</text>";
        String java = "{f: function(x) external {java: {class: \"" + TRAP
                + "\", method signature: \"spring(java.lang.String)\"}}, r: f(\"a\")}.r";
        return List.of(
                table("column in JUEL", LANGUAGE, juel, text.formatted("-"), text.formatted("\"a\"")),
                table("cell in JUEL", LANGUAGE, text.formatted("text"), juel, text.formatted("\"a\"")),
                table("result in JUEL", LANGUAGE, text.formatted("text"), text.formatted("-"), juel),
                table(
                                "result in Groovy",
                                LANGUAGE,
                                text.formatted("text"),
                                text.formatted("-"),
                                " expressionLanguage=\"groovy\"><text>new " + TRAP + "()</text>")
                        .withoutStock(),
                decision("expression in JUEL", SCRIPT, "<literalExpression id=\"e\"" + juel + "</literalExpression>"),
                table(
                        "method of an object in a column",
                        FORBIDDEN,
                        text.formatted("trap.fire()"),
                        text.formatted("-"),
                        text.formatted("\"a\"")),
                table(
                        "method of an object in a cell",
                        FORBIDDEN,
                        text.formatted("text"),
                        text.formatted("trap.fire() = \"fired\""),
                        text.formatted("\"a\"")),
                table(
                        "method of an object in a result",
                        FORBIDDEN,
                        text.formatted("text"),
                        text.formatted("-"),
                        text.formatted("trap.fire()")),
                decision(
                        "method of an object in a list's filter",
                        FORBIDDEN,
                        "<literalExpression id=\"e\"><text>[1, 2][trap.fire() = \"fired\"]</text></literalExpression>"),
                decision(
                                "class of an object",
                                FORBIDDEN,
                                "<literalExpression id=\"e\"><text>trap.class</text></literalExpression>")
                        .withoutStock(),
                decision(
                                "function in Java",
                                FORBIDDEN,
                                "<literalExpression id=\"e\"><text>" + java + "</text></literalExpression>")
                        .withoutStock());
    }
}
