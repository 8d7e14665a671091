package io.polisflow.web;

import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.proposal.ProposalReadout.LineRow;
import io.polisflow.crm.request.RequestFacts.Fact;
import java.util.List;

/** A deal as its page shows it: text ready to print, nothing lazy. */
public record DealView(
        String number,
        String stage,
        List<StageMark> stages,
        String openedAt,
        String owner,
        boolean urgent,
        String closing,
        List<Relative> relatives,
        ClientView client,
        List<RequestView> requests,
        List<ProposalView> proposals,
        List<LetterView> letters,
        List<TouchView> touches,
        List<TouchView> plannedTouches,
        List<HistoryView> history) {

    /** One stage of the funnel; past ones lie before the current in the funnel's order. */
    public record StageMark(String label, boolean current, boolean past) {}

    /** @param checked whether the registry has confirmed the requisites */
    public record ClientView(
            long id,
            String name,
            List<Fact> facts,
            boolean checked,
            String requisitesState,
            String source,
            String warning,
            List<ContactView> contacts) {}

    /**
     * @param cold whether the last sale to the client was lost
     * @param undeliverable what the mail server said of the address, or null
     */
    public record ContactView(
            String name, String role, String phone, String email, boolean cold, String undeliverable) {}

    public record FileView(String name, String href, String size) {

        public static FileView of(StoredFile file) {
            long kilobytes = (file.size() + 1023) / 1024;
            String note = file.quarantine() != null
                    ? " · в карантине, не открывается"
                    : file.warning() != null ? " · " + file.warning() : "";
            return new FileView(file.name(), FileDownloads.href(file), kilobytes + " КБ" + note);
        }

        /** @return whether a browser shows the file in a tab instead of storing it */
        public static boolean isShown(StoredFile file) {
            return FileDownloads.isShown(file);
        }
    }

    /** Another deal that this one came from or became. */
    public record Relative(String what, String number) {}

    public record RequestView(String number, List<Fact> facts, FileView original, List<FileView> files) {}

    /** @param premium formatted rubles, or a dash before the calculation */
    public record ProposalView(
            long id,
            String reference,
            String state,
            String author,
            String createdAt,
            String premium,
            String sumInsured,
            String term,
            String validUntil,
            String conditions,
            String refusal,
            List<LineRow> lines,
            FileView document,
            ApprovalView approval) {}

    /**
     * A letter that waits for the mail server has no {@code sentAt}.
     *
     * @param author who wrote it by hand, or null
     * @param html safe to show, of a client's letter only, or null
     * @param failure why it came back, or null
     */
    public record LetterView(
            long id,
            boolean incoming,
            String author,
            String from,
            String to,
            String subject,
            String text,
            String html,
            String sentAt,
            String failure,
            List<FileView> files) {}

    /** @param contact with whom, or null; @param place where, or null */
    public record TouchView(String kind, String at, String by, String contact, String place, String note) {}

    /** @param step e.g. «Собрать КП · модель «Подготовка КП», версия 3», or null outside of a process */
    public record HistoryView(String at, String who, String text, String step) {}
}
