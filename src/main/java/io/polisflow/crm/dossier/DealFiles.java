package io.polisflow.crm.dossier;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.Submissions;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.document.FileFormat;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.Journal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes files that employees leave with a deal, and lets them take their own away again. */
@Service
@Transactional
public class DealFiles {

    /** Bytes; whoever sends more should make the scan smaller. */
    public static final long LARGEST = 20L * 1024 * 1024;

    private final DealFileRepository dealFiles;
    private final Deals deals;
    private final Files files;
    private final Submissions submissions;
    private final Journal journal;
    private final Clock clock;

    DealFiles(
            DealFileRepository dealFiles,
            Deals deals,
            Files files,
            Submissions submissions,
            Journal journal,
            Clock clock) {
        this.dealFiles = dealFiles;
        this.deals = deals;
        this.files = files;
        this.submissions = submissions;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Keeps a file with the deal, closed ones too: papers come late.
     *
     * @param name as the uploader's computer calls it, or null; the content says how it ends
     * @param key of the upload, so that a repeated one keeps one file; may be null
     * @throws RefusedException on field {@code file} when it is empty, too large or of a kind that is not taken
     */
    @OfDeal
    public DealFile keep(String dealNumber, String name, byte[] content, String user, String key) {
        requireFits(name, content.length);
        FileFormat format = formatOf(name, content);
        Deal deal = deals.get(dealNumber);
        long id = submissions.once(deal.id(), key, user, () -> {
            StoredFile file = files.keep(format.name(name, "Файл"), format.mediaType(), content);
            journal.record(dealNumber, "Загружен файл «" + file.name() + "»");
            return dealFiles.save(new DealFile(deal, file, user)).id();
        });
        return dealFiles.findWhole(id).orElseThrow();
    }

    /**
     * @param name as the uploader's computer calls it, or null
     * @param bytes how long the file is
     * @throws RefusedException on field {@code file} when that is nothing or too much
     */
    public static void requireFits(String name, long bytes) {
        if (bytes == 0) {
            throw new RefusedException("file", called(name) + " пуст: выберите другой файл");
        }
        if (bytes > LARGEST) {
            throw new RefusedException(
                    "file", called(name) + " больше " + LARGEST / 1024 / 1024 + " МБ: уменьшите или разделите его");
        }
    }

    private static FileFormat formatOf(String name, byte[] content) {
        if (FileFormat.hasMacros(content)) {
            throw new RefusedException("file", called(name) + " содержит макросы: сохраните документ без них");
        }
        return FileFormat.of(content)
                .orElseThrow(() -> new RefusedException(
                        "file",
                        called(name) + " не принят. Принимаются PDF, снимки JPG и PNG, документы, таблицы и презентации"
                                + " офисных программ без макросов; тип определяется по содержимому"));
    }

    private static String called(String name) {
        return name == null || name.isBlank() ? "Файл" : "Файл «" + name + "»";
    }

    /**
     * Takes the file out of sight; letters that it went with keep it.
     *
     * @throws RefusedException when somebody else left it, or it is gone already
     */
    @OfDeal
    public void remove(String dealNumber, long fileId, String user) {
        DealFile file = own(dealNumber, fileId, user);
        file.remove(clock.instant());
        journal.record(dealNumber, "Убран файл «" + file.file().name() + "»");
    }

    /** Brings back what was taken away. @throws RefusedException as {@link #remove} */
    @OfDeal
    public void restore(String dealNumber, long fileId, String user) {
        DealFile file = own(dealNumber, fileId, user);
        file.restore();
        journal.record(dealNumber, "Возвращён файл «" + file.file().name() + "»");
    }

    private DealFile own(String dealNumber, long fileId, String user) {
        DealFile file = find(dealNumber, fileId).orElseThrow();
        if (!file.uploadedBy().equals(user)) {
            throw new RefusedException(
                    "file", "Файл «" + file.file().name() + "» может убрать и вернуть только тот, кто его загрузил");
        }
        return file;
    }

    /** @param fileId of the kept file */
    @OfDeal
    @Transactional(readOnly = true)
    public Optional<DealFile> find(String dealNumber, long fileId) {
        return dealFiles.findOne(dealNumber, fileId);
    }

    /** @return newest first, their files read; also those that were taken away */
    @Transactional(readOnly = true)
    public List<DealFile> of(Deal deal) {
        return dealFiles.findOf(deal);
    }

    interface DealFileRepository extends JpaRepository<DealFile, Long> {

        @Query("select d from DealFile d join fetch d.file where d.id = :id")
        Optional<DealFile> findWhole(long id);

        @Query("select d from DealFile d join fetch d.file f where d.deal.number = :dealNumber and f.id = :fileId")
        Optional<DealFile> findOne(String dealNumber, long fileId);

        @Query("select d from DealFile d join fetch d.file where d.deal = :deal order by d.id desc")
        List<DealFile> findOf(Deal deal);
    }
}
