package io.polisflow.web.models;

import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.gate.ModelFile;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Opens a draft's files for change on pages and takes them back. */
@Service
@Transactional(readOnly = true)
class DraftEditing {

    private final ModelDrafts drafts;
    private final FileTitles titles;

    DraftEditing(ModelDrafts drafts, FileTitles titles) {
        this.drafts = drafts;
        this.titles = titles;
    }

    /** A file that can be changed. */
    public record Choice(String path, String title) {}

    /** Files of one sort. */
    public record Choices(String label, List<Choice> files) {}

    /**
     * A file that is open for change.
     *
     * @param content as the draft has it, else as it is in force
     */
    public record Opened(EditedFile file, byte[] content, Collection<ModelFile> whole) {}

    /** @return all that can be changed, by sort; nothing when the draft is not worked on any more */
    public List<Choices> choices(long id) {
        Collection<ModelFile> whole = drafts.whole(id).values();
        Map<String, String> names = titles.of(whole);
        return drafts.get(id).state() != ModelDraft.State.OPEN
                ? List.of()
                : EditedKind.all().stream()
                        .map(kind -> new Choices(
                                kind.label(),
                                whole.stream()
                                        .filter(file -> kind.has(file.path()))
                                        .map(file -> new Choice(file.path(), names.get(file.path())))
                                        .sorted(Comparator.comparing(Choice::title))
                                        .toList()))
                        .filter(choices -> !choices.files().isEmpty())
                        .toList();
    }

    /** @throws ResponseStatusException 404 when there is no such draft or file, 409 when the draft is not worked on any more */
    public Opened open(long id, String path, EditedKind kind) {
        ModelDraft draft = found(id);
        if (draft.state() != ModelDraft.State.OPEN) {
            throw new ResponseStatusException(
                    HttpStatus.CONFLICT,
                    "Этот черновик сейчас не меняют: он " + draft.state().label());
        }
        Map<String, ModelFile> whole = drafts.whole(id);
        ModelFile file = whole.get(path);
        if (file == null || !kind.has(path)) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого файла нет");
        }
        return new Opened(
                new EditedFile(
                        id,
                        draft.title(),
                        draft.version(),
                        ModelDrafts.fingerprint(file.content()),
                        path,
                        titles.of(whole.values()).get(path),
                        drafts.content(id, path, false).isPresent()),
                file.content(),
                whole.values());
    }

    /** @return what to tell about it */
    @Transactional
    public String keep(long id, int version, String basis, String path, Function<byte[], byte[]> change, String user) {
        byte[] there = drafts.current(id, path)
                .map(ModelFile::content)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого файла нет"));
        boolean changed = drafts.edit(id, version, basis, new ModelFile(path, change.apply(there)), user);
        return changed
                ? "Сохранено в черновик. Ниже — что это меняет."
                : "Изменений не было: черновик остался прежним.";
    }

    private ModelDraft found(long id) {
        try {
            return drafts.get(id);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого черновика нет", e);
        }
    }
}
