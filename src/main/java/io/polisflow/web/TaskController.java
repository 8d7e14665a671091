package io.polisflow.web;

import io.polisflow.crm.agenda.VisibleTasks;
import io.polisflow.crm.agenda.VisibleTasks.VisibleTask;
import io.polisflow.crm.overview.Matters;
import io.polisflow.crm.overview.Matters.Matter;
import io.polisflow.web.KnowledgeAnswers.Search;
import io.polisflow.web.OpenObjections.OpenObjection;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The tabs that Tasklist shows beside a task's form: the client, the deal, the deadline and the knowledge base, as pages without the bar.
 *
 * <p>A task's tabs are for whoever may see the task in the engine; to everybody else it is as if there were none.
 */
@Controller
@RequestMapping("/crm/tasks/{taskId}")
class TaskController {

    private final VisibleTasks tasks;
    private final Matters matters;
    private final CardPageModel cardModel;
    private final DealPageModel dealModel;
    private final KnowledgeAnswers answers;
    private final OpenObjections objections;
    private final DeadlinePages deadlines;

    TaskController(
            VisibleTasks tasks,
            Matters matters,
            CardPageModel cardModel,
            DealPageModel dealModel,
            KnowledgeAnswers answers,
            OpenObjections objections,
            DeadlinePages deadlines) {
        this.deadlines = deadlines;
        this.tasks = tasks;
        this.matters = matters;
        this.cardModel = cardModel;
        this.dealModel = dealModel;
        this.answers = answers;
        this.objections = objections;
    }

    /**
     * What a tab says instead of being blank.
     *
     * @param search what to look for among the clients, or null
     */
    record Empty(String title, String why, String whatToDo, String search) {}

    @ModelAttribute("embedded")
    boolean embedded() {
        return true;
    }

    @GetMapping("/client")
    String client(@PathVariable String taskId, Model model, HttpServletResponse response) {
        Optional<VisibleTask> task = tasks.find(taskId);
        if (task.isEmpty()) {
            return gone(model, response);
        }
        Matter matter = matterOf(task.get());
        if (matter == null || matter.client() == null) {
            return empty(noClient(task.get(), matter), model);
        }
        cardModel.put(matter.client().id(), model);
        return "crm/task/client";
    }

    @GetMapping("/deal")
    String deal(@PathVariable String taskId, Model model, HttpServletResponse response) {
        Optional<VisibleTask> task = tasks.find(taskId);
        if (task.isEmpty()) {
            return gone(model, response);
        }
        Matter matter = matterOf(task.get());
        if (matter == null || matter.deal() == null) {
            return empty(noDeal(task.get(), matter), model);
        }
        dealModel.put(matter.deal().number(), model);
        return "crm/task/deal";
    }

    @GetMapping("/deadline")
    String deadline(@PathVariable String taskId, Model model, HttpServletResponse response) {
        Optional<VisibleTask> task = tasks.find(taskId);
        if (task.isEmpty()) {
            return gone(model, response);
        }
        Optional<DeadlinePages.TaskDeadline> deadline = deadlines.ofTask(taskId);
        if (deadline.isEmpty()) {
            return empty(
                    new Empty(
                            "Срок не задан",
                            "У задачи «" + task.get().name() + "» нет срока.",
                            "Сроки задач задаёт таблица «Срок задачи» в разделе «Модели».",
                            null),
                    model);
        }
        model.addAttribute("deadline", deadline.get());
        return "crm/task/deadline";
    }

    /** Opened for the first time it looks for what the client objects to; later for whatever somebody asks. */
    @GetMapping("/knowledge")
    String knowledge(
            @PathVariable String taskId,
            @ModelAttribute("search") Search asked,
            Model model,
            HttpServletResponse response) {
        Optional<VisibleTask> task = tasks.find(taskId);
        if (task.isEmpty()) {
            return gone(model, response);
        }
        Matter matter = matterOf(task.get());
        String number =
                matter == null || matter.deal() == null ? null : matter.deal().number();
        List<OpenObjection> open = number == null ? List.of() : objections.of(matter.deal(), taskId);
        boolean first = asked.query() == null && asked.category() == null && asked.product() == null;
        Search search = first && !open.isEmpty()
                ? open.get(0).search()
                : new Search(asked.query(), asked.category(), asked.product(), number, taskId);
        answers.put(search, model);
        model.addAttribute("objections", open);
        return "crm/task/knowledge";
    }

    private Matter matterOf(VisibleTask task) {
        return task.businessKey() == null
                ? null
                : matters.of(List.of(task.businessKey())).get(task.businessKey());
    }

    private static String empty(Empty empty, Model model) {
        model.addAttribute("empty", empty);
        return "crm/task/empty";
    }

    private static String gone(Model model, HttpServletResponse response) {
        response.setStatus(HttpStatus.NOT_FOUND.value());
        return empty(
                new Empty(
                        "Задача недоступна",
                        "Её уже выполнили, отменили или передали другой группе.",
                        "Обновите список задач и выберите другую.",
                        null),
                model);
    }

    private static Empty noClient(VisibleTask task, Matter matter) {
        if (matter == null) {
            return nothing(task);
        }
        String sender = matter.name() == null ? "" : " от «" + matter.name() + "»";
        return new Empty(
                "Клиент ещё не определён",
                "Заявка " + matter.number() + sender + " пока не отнесена ни к одной карточке.",
                "Завершите задачу «" + task.name() + "» на вкладке «Форма»: когда клиент найден или создан,"
                        + " здесь появится его карточка.",
                matter.name());
    }

    private static Empty noDeal(VisibleTask task, Matter matter) {
        if (matter == null) {
            return nothing(task);
        }
        if (matter.number() == null) {
            return new Empty(
                    "Задача не о сделке",
                    "Она касается клиента «" + matter.name() + "» вообще.",
                    "Его сделки — на вкладке «Клиент».",
                    null);
        }
        return new Empty(
                "Сделки ещё нет",
                "По обращению " + matter.number() + " сделка пока не открыта.",
                "Завершите задачу «" + task.name() + "» на вкладке «Форма»: сделка откроется сама, как только решено,"
                        + " кто клиент и что с ним делать дальше.",
                null);
    }

    private static Empty nothing(VisibleTask task) {
        return new Empty(
                "Показывать нечего",
                "Задача «" + task.name() + "» не связана ни с клиентом, ни со сделкой.",
                "Всё, что для неё нужно, — на вкладке «Форма».",
                null);
    }
}
