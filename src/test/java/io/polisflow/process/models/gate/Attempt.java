package io.polisflow.process.models.gate;

import java.util.Map;
import java.util.TreeMap;

/**
 * One way to make a model run code.
 *
 * @param rule what the deploy gate calls it
 * @param files by path; {@code @ENGINE@} stands for which engine runs it
 * @param stock whether it works on an engine without our measures and without further libraries
 */
record Attempt(String name, String rule, Map<String, String> files, boolean stock) {

    static final String FORBIDDEN = ExpressionRules.FORBIDDEN;

    private static final String HEAD =
            """
            <?xml version="1.0" encoding="UTF-8"?>
            <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" id="definitions" targetNamespace="attempts"
                xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:camunda="http://camunda.org/schema/1.0/bpmn"
                xmlns:c="http://camunda.org/schema/1.0/bpmn" xmlns:activiti="http://activiti.org/bpmn">
            """;

    /** A process whose one step is given; its id is «Step». */
    static Attempt step(String name, String rule, String step) {
        return process(
                name, rule, "", "<bpmn:startEvent id=\"Start\"/>" + step + "<bpmn:endEvent id=\"End\"/>", "Step");
    }

    /** A service task with these attributes. */
    static Attempt service(String name, String rule, String attributes) {
        return step(name, rule, "<bpmn:serviceTask id=\"Step\" " + attributes + "/>");
    }

    /** A service task that evaluates the expression. */
    static Attempt expression(String name, String expression) {
        return service(name, FORBIDDEN, "camunda:expression=\"" + expression + "\"");
    }

    /** A step of that kind with extension elements. */
    static Attempt extended(String name, String rule, String kind, String attributes, String extensions) {
        return step(
                name,
                rule,
                "<bpmn:%s id=\"Step\" %s><bpmn:extensionElements>%s</bpmn:extensionElements></bpmn:%s>"
                        .formatted(kind, attributes, extensions, kind));
    }

    /** @param step the id of what lies between start and end, or null when the elements bring their own flows */
    static Attempt process(String name, String rule, String definitions, String elements, String step) {
        String flows = step == null
                ? ""
                : "<bpmn:sequenceFlow id=\"In\" sourceRef=\"Start\" targetRef=\"%s\"/>".formatted(step)
                        + "<bpmn:sequenceFlow id=\"Out\" sourceRef=\"%s\" targetRef=\"End\"/>".formatted(step);
        String process = "<bpmn:process id=\"attempt\" isExecutable=\"true\" camunda:historyTimeToLive=\"P1D\">"
                + elements + flows + "</bpmn:process></bpmn:definitions>";
        return new Attempt(name, rule, Map.of("bpmn/attempt.bpmn", HEAD + definitions + process), true);
    }

    /** A table with one row whose cells and head are given, each with the attributes before it. */
    static Attempt table(String name, String rule, String head, String test, String result) {
        return decision(
                name,
                rule,
                "<decisionTable id=\"table\" hitPolicy=\"FIRST\"><input id=\"input\"><inputExpression id=\"head\" typeRef=\"string\""
                        + head + "</inputExpression></input><output id=\"output\" name=\"result\" typeRef=\"string\"/>"
                        + "<rule id=\"row\"><inputEntry id=\"test\"" + test + "</inputEntry><outputEntry id=\"cell\""
                        + result
                        + "</outputEntry></rule></decisionTable>");
    }

    static Attempt decision(String name, String rule, String logic) {
        return new Attempt(
                name,
                rule,
                Map.of(
                        "bpmn/attempt.dmn",
                        "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\" id=\"definitions\" name=\"attempt\""
                                + " namespace=\"attempts\" xmlns:camunda=\"http://camunda.org/schema/1.0/dmn\">"
                                + "<decision id=\"attempt\" name=\"attempt\" camunda:historyTimeToLive=\"P1D\">"
                                + (logic.startsWith("<literal") ? "<variable id=\"variable\" name=\"result\"/>" : "")
                                + logic
                                + "</decision></definitions>"),
                true);
    }

    /** The same where the stock engine lacks a library, or where only the gate can tell that something is meant. */
    Attempt withoutStock() {
        return new Attempt(name, rule, files, false);
    }

    /** The same with one more file in the deployment. */
    Attempt with(String path, String content) {
        Map<String, String> all = new TreeMap<>(files);
        all.put(path, content);
        return new Attempt(name, rule, all, stock);
    }

    @Override
    public String toString() {
        return name;
    }
}
