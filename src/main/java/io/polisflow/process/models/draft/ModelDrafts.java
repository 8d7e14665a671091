package io.polisflow.process.models.draft;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.Fingerprint;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.gate.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The changes of models that are being prepared: each a set of files that differ from what is in force. */
@Service
@Transactional
public class ModelDrafts {

    private static final int LONGEST_TITLE = 200;
    private static final int LONGEST_NOTE = 1_000;
    private static final int MOST_SHOWN = 50;

    private final Drafts drafts;
    private final DraftFiles files;
    private final ModelUpload upload;
    private final ModelsInForce inForce;
    private final DraftContents contents;
    private final Clock clock;

    ModelDrafts(
            Drafts drafts,
            DraftFiles files,
            ModelUpload upload,
            ModelsInForce inForce,
            DraftContents contents,
            Clock clock) {
        this.drafts = drafts;
        this.files = files;
        this.upload = upload;
        this.inForce = inForce;
        this.contents = contents;
        this.clock = clock;
    }

    /**
     * A file of a draft.
     *
     * @param isNew whether nothing is in force under its path
     * @param overtaken whether what it replaces was changed by somebody else since it was brought
     */
    public record DraftedFile(String path, int size, String by, Instant at, boolean isNew, boolean overtaken) {}

    /** @throws RefusedException when there is no title or no reason */
    public ModelDraft create(String title, String note, String author) {
        return drafts.save(new ModelDraft(title(title), note(note), author, clock.instant()));
    }

    /** @return what is still worked on or waits for its time, the newest first */
    @Transactional(readOnly = true)
    public List<ModelDraft> open() {
        return drafts.findByStateInOrderByIdDesc(
                List.of(ModelDraft.State.OPEN, ModelDraft.State.SCHEDULED), Limit.of(MOST_SHOWN));
    }

    /** @throws NoSuchElementException when there is none */
    @Transactional(readOnly = true)
    public ModelDraft get(long id) {
        return drafts.findById(id).orElseThrow();
    }

    /** @throws RefusedException a {@link ConflictException} when somebody was faster */
    public void reword(long id, int seen, String title, String note, String user) {
        get(id).reword(seen, title(title), note(note), user, clock.instant());
    }

    /**
     * Takes files in, each in place of the draft's file of the same path.
     *
     * @param uploads names as the browser sends them and contents; archives are unpacked
     * @return how many files were taken
     * @throws RefusedException naming the file that is wrong, and then nothing is taken; a {@link ConflictException} when somebody was
     *     faster
     */
    public int add(long id, int seen, Collection<ModelFile> uploads, String user) {
        get(id).change(seen, user, clock.instant());
        Map<String, ModelFile> current = contents.inForce();
        List<ModelFile> read = upload.read(uploads, formPaths(current));
        for (ModelFile file : read) {
            files.findByDraftIdAndPath(id, file.path())
                    .ifPresentOrElse(
                            there -> there.replace(file.content(), user, clock.instant()),
                            () -> files.save(
                                    new DraftFile(id, file, content(current.get(file.path())), user, clock.instant())));
        }
        if (files.countByDraftId(id) > ModelUpload.MOST_FILES) {
            throw new RefusedException(
                    "files", "В черновике было бы больше " + ModelUpload.MOST_FILES + " файлов: разделите его");
        }
        return read.size();
    }

    /** @return the file as the draft has it, else as it is in force: what a change begins with */
    @Transactional(readOnly = true)
    public Optional<ModelFile> current(long id, String path) {
        return Optional.ofNullable(whole(id).get(path));
    }

    /**
     * Takes a file in that was changed on a page.
     *
     * @param basis the {@link #fingerprint} of the content that was changed
     * @return whether it differs from what was there
     * @throws RefusedException naming what is wrong; a {@link ConflictException} when somebody was faster
     */
    public boolean edit(long id, int seen, String basis, ModelFile changed, String user) {
        byte[] there = current(id, changed.path()).map(ModelFile::content).orElse(null);
        if (seen != get(id).version() || !fingerprint(there).equals(basis)) {
            throw new ConflictException("Пока вы правили этот файл, черновик или действующую редакцию изменил другой"
                    + " сотрудник. Введённое осталось на странице: сравните с черновиком и сохраните ещё раз");
        }
        if (Arrays.equals(there, changed.content())) {
            return false;
        }
        add(id, seen, List.of(changed), user);
        return true;
    }

    /** @return what tells contents apart; of a file that is not there too */
    public static String fingerprint(byte[] content) {
        return content == null ? "" : Fingerprint.of(content);
    }

    private Map<String, String> formPaths(Map<String, ModelFile> current) {
        Map<String, String> paths = new HashMap<>();
        current.values().stream()
                .filter(file -> file.path().endsWith(".form"))
                .forEach(form -> paths.put(inForce.idOf(form.content()), form.path()));
        return paths;
    }

    /** The file stays as it is in force. @throws ConflictException when somebody was faster, or it is not there any more */
    public void remove(long id, int seen, String path, String user) {
        get(id).change(seen, user, clock.instant());
        files.delete(file(id, path));
    }

    /** The author has seen that the file was changed by others meanwhile, and wants theirs to take its place all the same. */
    public void keepInSpite(long id, int seen, String path, String user) {
        get(id).change(seen, user, clock.instant());
        file(id, path).rebase(content(contents.inForce().get(path)));
    }

    private DraftFile file(long id, String path) {
        return files.findByDraftIdAndPath(id, path)
                .orElseThrow(() -> new ConflictException("Этого файла в черновике уже нет"));
    }

    /** It is given up; its files stay to be read. */
    public void discard(long id, int seen, String user) {
        get(id).discard(seen, user, clock.instant());
    }

    /** @return in order of the paths */
    @Transactional(readOnly = true)
    public List<DraftedFile> files(long id) {
        Map<String, ModelFile> current = contents.inForce();
        return files.findByDraftIdOrderByPath(id).stream()
                .map(file -> {
                    byte[] replaced = content(current.get(file.path()));
                    return new DraftedFile(
                            file.path(),
                            file.file().content().length,
                            file.changedBy(),
                            file.changedAt(),
                            replaced == null,
                            file.isOvertaken(replaced));
                })
                .toList();
    }

    /** @return one file as the draft has it, or as it is in force */
    @Transactional(readOnly = true)
    public Optional<byte[]> content(long id, String path, boolean asInForce) {
        return asInForce
                ? Optional.ofNullable(content(contents.inForce().get(path)))
                : files.findByDraftIdAndPath(id, path).map(file -> file.file().content());
    }

    /** @return what would be deployed together if the draft were put into force now; empty when it changes nothing */
    @Transactional(readOnly = true)
    public List<ModelFile> deployed(long id) {
        return contents.deployed(own(id));
    }

    /** @return the draft's own files */
    @Transactional(readOnly = true)
    public List<ModelFile> own(long id) {
        return files.findByDraftIdOrderByPath(id).stream().map(DraftFile::file).toList();
    }

    /** @return path → file of everything as it would be with the draft in force */
    @Transactional(readOnly = true)
    public Map<String, ModelFile> whole(long id) {
        return contents.whole(own(id));
    }

    /** @return path → file of everything that is in force */
    @Transactional(readOnly = true)
    public Map<String, ModelFile> inForce() {
        return contents.inForce();
    }

    /** @return an archive with the folders of the repository */
    public static byte[] zipped(Collection<ModelFile> files) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed, StandardCharsets.UTF_8)) {
            for (ModelFile file : files) {
                zip.putNextEntry(new ZipEntry(file.path()));
                zip.write(file.content());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] content(ModelFile file) {
        return file == null ? null : file.content();
    }

    private static String title(String typed) {
        return required("title", typed, LONGEST_TITLE, "Назовите черновик: что меняется");
    }

    private static String note(String typed) {
        return required("note", typed, LONGEST_NOTE, "Напишите, зачем меняются модели: это останется в истории");
    }

    static String required(String field, String typed, int longest, String missing) {
        String text =
                typed == null ? "" : typed.replaceAll("[\\p{Cntrl}&&[^\n]]", "").strip();
        if (text.isEmpty()) {
            throw new RefusedException(field, missing);
        }
        if (text.length() > longest) {
            throw new RefusedException(field, "Не больше " + longest + " знаков");
        }
        return text;
    }

    interface Drafts extends Repository<ModelDraft, Long> {
        ModelDraft save(ModelDraft draft);

        Optional<ModelDraft> findById(Long id);

        List<ModelDraft> findByStateInOrderByIdDesc(Collection<ModelDraft.State> states, Limit most);
    }

    interface DraftFiles extends Repository<DraftFile, Long> {
        DraftFile save(DraftFile file);

        void delete(DraftFile file);

        long countByDraftId(long draftId);

        @Query("select d from DraftFile d where d.draftId = :draftId order by d.path")
        List<DraftFile> findByDraftIdOrderByPath(long draftId);

        @Query("select d from DraftFile d where d.draftId = :draftId and d.path = :path")
        Optional<DraftFile> findByDraftIdAndPath(long draftId, String path);
    }
}
