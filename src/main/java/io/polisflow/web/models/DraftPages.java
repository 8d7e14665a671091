package io.polisflow.web.models;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.models.draft.DraftImpact;
import io.polisflow.process.models.draft.DraftImpact.Running;
import io.polisflow.process.models.draft.FileDifference;
import io.polisflow.process.models.draft.ModelDifferences;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.draft.ReleaseHistory;
import io.polisflow.process.models.draft.ScenarioTrial;
import io.polisflow.process.models.gate.Examination;
import io.polisflow.process.models.gate.ModelExaminer;
import io.polisflow.process.models.gate.ModelFile;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Reads what a draft's page shows. */
@Service
@Transactional(readOnly = true)
class DraftPages {

    private final ModelDrafts drafts;
    private final ModelDifferences differences;
    private final ModelExaminer examiner;
    private final DraftImpact impact;
    private final ReleaseHistory history;
    private final ScenarioTrial trial;
    private final ModelPages pages;
    private final Staff staff;

    DraftPages(
            ModelDrafts drafts,
            ModelDifferences differences,
            ModelExaminer examiner,
            DraftImpact impact,
            ReleaseHistory history,
            ScenarioTrial trial,
            ModelPages pages,
            Staff staff) {
        this.drafts = drafts;
        this.differences = differences;
        this.examiner = examiner;
        this.impact = impact;
        this.history = history;
        this.trial = trial;
        this.pages = pages;
        this.staff = staff;
    }

    /** @param size in words */
    public record FileRow(String path, String size, String at, String who, boolean isNew, boolean overtaken) {}

    /** @param deployed paths of what would be deployed */
    public record DraftView(
            long id,
            String title,
            String note,
            int version,
            String state,
            boolean open,
            boolean scheduled,
            boolean inForce,
            String due,
            String refusal,
            String author,
            String at,
            String who,
            List<FileRow> files,
            List<FileDifference> differences,
            List<String> deployed,
            List<Running> running) {

        /** @return whether it changes by when things have to be done */
        public boolean isMovingDeadlines() {
            return deployed.contains("bpmn/task-sla.dmn") || deployed.contains("bpmn/stage-sla.dmn");
        }
    }

    public DraftView draft(long id) {
        ModelDraft draft = found(id);
        List<ModelFile> deployed = drafts.deployed(id);
        return new DraftView(
                draft.id(),
                draft.title(),
                draft.note(),
                draft.version(),
                draft.state().label(),
                draft.state() == ModelDraft.State.OPEN,
                draft.state() == ModelDraft.State.SCHEDULED,
                draft.state() == ModelDraft.State.IN_FORCE,
                draft.dueAt() == null ? null : pages.at(draft.dueAt()),
                draft.refusal(),
                staff.nameOf(draft.author()),
                pages.at(draft.changedAt()),
                staff.nameOf(draft.changedBy()),
                drafts.files(id).stream()
                        .map(file -> new FileRow(
                                file.path(),
                                file.size() < 1024 ? file.size() + " Б" : file.size() / 1024 + " КБ",
                                pages.at(file.at()),
                                staff.nameOf(file.by()),
                                file.isNew(),
                                file.overtaken()))
                        .toList(),
                differences.between(drafts.inForce(), drafts.own(id)),
                deployed.stream().map(ModelFile::path).toList(),
                running(draft, deployed));
    }

    /** Once it is in force nothing of it is to be deployed any more, and what runs on its models may be moved. */
    private List<Running> running(ModelDraft draft, List<ModelFile> deployed) {
        return draft.state() == ModelDraft.State.IN_FORCE
                ? impact.ofModels(history.processesOf(draft.id()))
                : impact.of(deployed);
    }

    /** @return what the draft's tables would move of the open deadlines; empty when it changes none of them */
    public List<DraftImpact.Moved> deadlines(long id) {
        found(id);
        return impact.deadlines(drafts.deployed(id));
    }

    /** @return nothing found when the draft changes nothing */
    public Examination examine(long id) {
        found(id);
        return examiner.examine(drafts.deployed(id));
    }

    /** Plays the stories; no connection is held meanwhile. */
    @Transactional(propagation = Propagation.NOT_SUPPORTED)
    public ScenarioTrial.Trial trial(long id) {
        found(id);
        return trial.run(drafts.own(id));
    }

    public byte[] content(long id, String path, boolean asInForce) {
        found(id);
        return drafts.content(id, path, asInForce).orElseThrow(DraftPages::noSuchFile);
    }

    /** The draft's file, or the one in force that the draft leaves as it is. */
    public byte[] whole(long id, String path) {
        found(id);
        ModelFile file = drafts.whole(id).get(path);
        if (file == null) {
            throw noSuchFile();
        }
        return file.content();
    }

    private static ResponseStatusException noSuchFile() {
        return new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого файла нет");
    }

    private ModelDraft found(long id) {
        try {
            return drafts.get(id);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого черновика нет", e);
        }
    }

    /** @return the moment that was typed, read in the insurer's zone; null when it is none */
    static LocalDateTime typed(String at) {
        try {
            return LocalDateTime.parse(at);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
