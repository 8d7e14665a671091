package io.polisflow.templates;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.models.gate.ModelCode;
import io.polisflow.security.UserGroup;
import io.polisflow.templates.DrawnModels.Drawn;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SendTask;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaIn;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaInputOutput;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaOut;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperty;

/** Makes the element templates of Camunda Modeler from the models, the code and the Russian texts. */
final class ElementTemplates {

    /** Where Camunda Modeler looks for them, from the folder of a model upwards. */
    static final Path FOLDER = Path.of(".camunda", "element-templates");

    static final String COMMON = "common";
    private static final String COMMON_CATEGORY = "Общее";

    final TemplateTexts texts = new TemplateTexts();
    final ModelCode code = new ModelCode("io.polisflow");
    private final DrawnModels models;
    private final Map<String, List<ObjectNode>> files = new TreeMap<>();
    private final Map<String, DelegateFacts> facts = new LinkedHashMap<>();

    ElementTemplates(DrawnModels models, Path decisions) {
        this.models = models;
        startForms();
        userTasks();
        delegates();
        calls();
        new DecisionTemplates(decisions, models, this).all().forEach(template -> add(COMMON, template));
        new CommonTemplates(this).all().forEach(template -> add(COMMON, template));
    }

    /** File name without its ending → its templates. */
    Map<String, List<ObjectNode>> files() {
        return files;
    }

    DelegateFacts facts(String bean) {
        return facts.computeIfAbsent(bean, name -> DelegateFacts.of(code.beans().get(name)));
    }

    /** Every bean of the type that templates name → what it is called. */
    Map<String, String> beans(Class<?> type, Function<String, Boolean> chosen) {
        Map<String, String> all = new LinkedHashMap<>();
        new TreeMap<>(code.delegates()).forEach((bean, java) -> {
            if (type.isAssignableFrom(java) && chosen.apply(bean)) {
                all.put("${" + bean + "}", TaskListener.class == type ? bean : title(bean));
            }
        });
        return all;
    }

    boolean outside(String bean) {
        return code.callsOutside(code.beans().get(bean));
    }

    private String title(String bean) {
        List<Drawn<FlowNode>> uses = models.byDelegate().getOrDefault(bean, List.of());
        String drawn = uses.isEmpty() ? bean : uses.get(0).node().getName();
        return texts.find("names", bean, drawn);
    }

    private void add(String file, ObjectNode template) {
        files.computeIfAbsent(file, name -> new ArrayList<>()).add(template);
    }

    private TemplateJson template(String process, String id, String name, String help, TemplateIcon icon) {
        String category = texts.get("categories", process);
        return new TemplateJson(DrawnModels.PREFIX + id, name, help)
                .in(DrawnModels.PREFIX + texts.firstKey("categories", category), category)
                .icon(icon.dataUri());
    }

    TemplateJson common(String id, String name, String help, TemplateIcon icon) {
        return new TemplateJson(DrawnModels.PREFIX + id, name, help)
                .in(DrawnModels.PREFIX + texts.firstKey("categories", COMMON_CATEGORY), COMMON_CATEGORY)
                .icon(icon.dataUri());
    }

    private void startForms() {
        for (Drawn<StartEvent> drawn : models.all(StartEvent.class)) {
            String form = drawn.node().getCamundaFormRef();
            if (form != null) {
                add(
                        drawn.process(),
                        named(
                                        template(
                                                        drawn.process(),
                                                        "form." + form,
                                                        "Начало: "
                                                                + drawn.node().getName(),
                                                        texts.get("forms", form),
                                                        TemplateIcon.FORM)
                                                .appliesTo("bpmn:StartEvent"),
                                        drawn.node().getName())
                                .hidden(TemplateJson.attribute("camunda:formRef"), form)
                                .hidden(TemplateJson.attribute("camunda:formRefBinding"), "deployment")
                                .hidden(TemplateJson.attribute("camunda:initiator"), "initiator")
                                .json());
            }
        }
    }

    private void userTasks() {
        for (Drawn<UserTask> drawn : models.all(UserTask.class)) {
            UserTask task = drawn.node();
            String form = task.getCamundaFormRef();
            List<String> listeners = DrawnModels.formData(task);
            Set<String> shown = new TreeSet<>();
            listeners.forEach(
                    listener -> DrawnModels.bean(listener).ifPresent(bean -> shown.addAll(facts(bean).shown)));
            TemplateJson template = named(
                            template(
                                            drawn.process(),
                                            "form." + form,
                                            task.getName(),
                                            texts.get("forms", form),
                                            TemplateIcon.FORM)
                                    .appliesTo("bpmn:UserTask", "bpmn:Task"),
                            task.getName())
                    .about("formData", shown)
                    .hidden(TemplateJson.attribute("camunda:formRef"), form)
                    .hidden(TemplateJson.attribute("camunda:formRefBinding"), "deployment")
                    .choice(
                            "Кто делает",
                            "Группа, в списке задач которой появится задача. Ей также нужна строка в таблице «task-sla»",
                            TemplateJson.attribute("camunda:candidateGroups"),
                            String.join(",", task.getCamundaCandidateGroupsList()),
                            groups());
            if (task.getCamundaAssignee() != null) {
                template.required(
                        "Исполнитель",
                        "Чья это задача: " + variable(task.getCamundaAssignee()),
                        TemplateJson.attribute("camunda:assignee"),
                        task.getCamundaAssignee());
            }
            for (String listener : listeners) {
                template.hidden(TemplateJson.extension("form-data"), listener);
            }
            add(drawn.process(), staged(template, task).json());
        }
    }

    private void delegates() {
        Map<String, Class<?>> beans = code.delegates();
        models.byDelegate().forEach((bean, uses) -> {
            if (beans.containsKey(bean) && JavaDelegate.class.isAssignableFrom(beans.get(bean))) {
                Drawn<FlowNode> first = uses.get(0);
                add(first.process(), delegate(bean, first, uses));
            }
        });
    }

    private ObjectNode delegate(String bean, Drawn<FlowNode> first, List<Drawn<FlowNode>> uses) {
        boolean outside = outside(bean);
        FlowNode node = first.node();
        TemplateJson template = described(
                template(
                        first.process(),
                        "delegate." + bean,
                        title(bean),
                        help(bean, node),
                        outside
                                ? TemplateIcon.OUTSIDE
                                : node instanceof EndEvent ? TemplateIcon.EVENT : TemplateIcon.RECORD),
                bean);
        if (node instanceof EndEvent) {
            return named(template.appliesTo("bpmn:EndEvent").open(), node.getName())
                    .json();
        }
        template.appliesTo(node instanceof SendTask ? "bpmn:SendTask" : "bpmn:ServiceTask", "bpmn:Task");
        named(template, node.getName());
        template.hidden(TemplateJson.attribute("camunda:delegateExpression"), "${" + bean + "}");
        if (uses.stream().allMatch(use -> use.node().isCamundaAsyncBefore())) {
            template.hidden(TemplateJson.attribute("camunda:asyncBefore"), true);
            retried(template, DrawnModels.retries(node).orElseThrow());
        }
        for (CamundaInputOutput mapping : DrawnModels.extensions(node, CamundaInputOutput.class)) {
            mapping.getCamundaInputParameters()
                    .forEach(input -> template.required(
                            sentence(texts.get("variables", input.getCamundaName())),
                            texts.get("inputs", input.getCamundaName()),
                            TemplateJson.input(input.getCamundaName()),
                            input.getTextContent().strip()));
        }
        return staged(template, node).json();
    }

    private String help(String bean, FlowNode node) {
        String help = texts.get("delegates", bean);
        if (node instanceof EndEvent event) {
            String message =
                    DrawnModels.message(event).orElseThrow().getMessage().getName();
            help += " Вид события — «Message», сообщение «" + message + "», «Implementation» — «Delegate expression» ${"
                    + bean + "}.";
        }
        return help + told(facts(bean));
    }

    /** What the step takes and gives, for whoever puts it elsewhere. */
    String told(DelegateFacts facts) {
        return list(" Читает: ", facts.reads, this::variable)
                + list(" Пишет: ", facts.writes, this::variable)
                + list(" Из формы: ", facts.formFields, Function.identity())
                + (facts.errors.isEmpty()
                        ? " Ошибок BPMN не бросает."
                        : list(" Ошибки BPMN: ", facts.errors, Function.identity()));
    }

    TemplateJson described(TemplateJson template, String bean) {
        DelegateFacts facts = facts(bean);
        return template.about("reads", facts.reads)
                .about("writes", facts.writes)
                .about("formFields", facts.formFields)
                .about("errors", facts.errors);
    }

    private static String list(String what, Collection<String> names, Function<String, String> shown) {
        return names.isEmpty() ? "" : what + names.stream().map(shown).collect(Collectors.joining(", ")) + ".";
    }

    private String variable(String name) {
        String bare = name.replaceAll("[${}]", "");
        return bare + " (" + texts.get("variables", bare) + ")";
    }

    private static String sentence(String text) {
        return text.substring(0, 1).toUpperCase() + text.substring(1);
    }

    private void calls() {
        Set<String> done = new TreeSet<>();
        for (Drawn<CallActivity> drawn : models.all(CallActivity.class)) {
            CallActivity call = drawn.node();
            String key = call.getCalledElement();
            if (!done.add(key)) {
                continue;
            }
            TemplateJson template = named(
                            template(key, "call." + key, call.getName(), texts.get("calls", key), TemplateIcon.CALL)
                                    .appliesTo("bpmn:CallActivity", "bpmn:Task"),
                            call.getName())
                    .hidden(TemplateJson.attribute("calledElement"), key);
            for (CamundaIn in : DrawnModels.extensions(call, CamundaIn.class)) {
                if (in.getCamundaBusinessKey() != null) {
                    template.hidden(TemplateJson.businessKey(), in.getCamundaBusinessKey());
                } else {
                    template.required(
                            "Передать: " + texts.get("variables", in.getCamundaTarget()),
                            "Переменная этой модели, которая станет «" + in.getCamundaTarget() + "» в вызываемой",
                            TemplateJson.in(in.getCamundaTarget()),
                            in.getCamundaSource());
                }
            }
            for (CamundaOut out : DrawnModels.extensions(call, CamundaOut.class)) {
                template.required(
                        "Получить: " + texts.get("variables", out.getCamundaSource()),
                        "Переменная этой модели, в которую ляжет «" + out.getCamundaSource() + "» из вызываемой",
                        TemplateJson.out(out.getCamundaSource()),
                        out.getCamundaTarget());
            }
            add(key, staged(template, call).json());
        }
    }

    static TemplateJson named(TemplateJson template, String name) {
        return template.required("Название", null, TemplateJson.attribute("name"), name);
    }

    static void retried(TemplateJson template, String cycle) {
        template.required(
                "Повторы",
                "Когда пробовать снова, если не вышло: промежутки через запятую (PT10S,PT1M,PT5M) или число и промежуток (R3/PT5M). "
                        + "После последнего шаг встанет, и его увидит супервизор",
                TemplateJson.extension("retries"),
                cycle);
    }

    static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        for (UserGroup group : List.of(UserGroup.SALES, UserGroup.UNDERWRITERS, UserGroup.LAWYERS, UserGroup.HEADS)) {
            groups.put(group.id(), group.title());
        }
        return groups;
    }

    private static TemplateJson staged(TemplateJson template, FlowNode node) {
        String stage =
                DrawnModels.extensions(node, org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties.class)
                        .stream()
                        .flatMap(properties -> properties.getCamundaProperties().stream())
                        .filter(property -> "stage".equals(property.getCamundaName()))
                        .map(CamundaProperty::getCamundaValue)
                        .findFirst()
                        .orElse("");
        return staged(template, stage);
    }

    static TemplateJson staged(TemplateJson template, String stage) {
        Map<String, String> stages = new LinkedHashMap<>();
        stages.put("", "не меняется");
        for (Stage one : Stage.values()) {
            stages.put(one.code(), one.label());
        }
        return template.choice(
                "Этап воронки",
                "На каком этапе окажется сделка, когда дойдёт до этого шага",
                TemplateJson.extension("stage"),
                stage,
                stages);
    }
}
