package io.polisflow.crm.overview;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.document.StoredFile;
import jakarta.persistence.EntityManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers every file that was sent, received or made for a client, whichever deal, letter or contract it hangs on. */
@Service
@Transactional(readOnly = true)
public class ClientFiles {

    /** One file may hang in two places, for instance on the proposal and on the letter that took it along. */
    private static final int PLACES = 2;

    private static final String MADE = "select d.number, p.document_id as file_id, 'PROPOSAL' as origin"
            + " from proposal p join deal d on d.id = p.deal_id where d.client_id = :client"
            + " union all select d.number, c.document_id, 'CONTRACT' from contract c join deal d on d.id = c.deal_id"
            + " where d.client_id = :client"
            + " union all select d.number, c.signature_file_id, 'SIGNATURE' from contract c join deal d on d.id = c.deal_id"
            + " where d.client_id = :client"
            + " union all select d.number, c.own_signature_file_id, 'SIGNATURE' from contract c"
            + " join deal d on d.id = c.deal_id where d.client_id = :client"
            + " union all select d.number, c.protocol_file_id, 'PROTOCOL' from contract c join deal d on d.id = c.deal_id"
            + " where d.client_id = :client"
            + " union all select d.number, c.scan_id, 'SCAN' from contract c join deal d on d.id = c.deal_id"
            + " where d.client_id = :client";
    private static final String ATTACHED = " union all select d.number, f.file_id, 'REQUEST' from request_file f"
            + " join insurance_request r on r.id = f.request_id left join deal d on d.id = r.deal_id"
            + " where r.client_id = :client"
            + " union all select d.number, f.file_id, 'LETTER' from letter_file f join letter l on l.id = f.letter_id"
            + " join deal d on d.id = l.deal_id where d.client_id = :client";

    private final JdbcTemplate jdbc;
    private final EntityManager entities;

    ClientFiles(JdbcTemplate jdbc, EntityManager entities) {
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /** What a file is; documents come before attachments, so that a file in two places is called a document. */
    public enum Origin {
        PROPOSAL("КП"),
        CONTRACT("Договор"),
        SCAN("Скан договора"),
        SIGNATURE("Подпись договора"),
        PROTOCOL("Протокол проверки подписи"),
        REQUEST("Вложение к заявке"),
        LETTER("Вложение к письму");

        private final String label;

        Origin(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    /** @param dealNumber null of a request that came to no deal */
    public record ClientFile(StoredFile file, Origin origin, String dealNumber) {}

    private record Place(long fileId, Origin origin, String dealNumber) {}

    /** @return documents, signatures and attachments, newest first */
    public List<ClientFile> of(Client client, int most) {
        return read(MADE + ATTACHED, client, most);
    }

    /** @return what we made and what was signed, without attachments, newest first */
    List<ClientFile> documentsOf(Client client, int most) {
        return read(MADE, client, most);
    }

    private List<ClientFile> read(String places, Client client, int most) {
        String sql =
                "select x.number, x.file_id, x.origin from (" + places + ") x join stored_file s on s.id = x.file_id"
                        + " order by s.created_at desc, s.id desc limit " + most * PLACES;
        int marks = sql.split(":client", -1).length - 1;
        Map<Long, Place> found = new LinkedHashMap<>();
        jdbc.query(
                        sql.replace(":client", "?"),
                        (row, i) -> new Place(
                                row.getLong("file_id"),
                                Origin.valueOf(row.getString("origin")),
                                row.getString("number")),
                        java.util.Collections.nCopies(marks, client.id()).toArray())
                .forEach(place -> found.merge(
                        place.fileId(),
                        place,
                        (one, other) -> one.origin().compareTo(other.origin()) <= 0 ? one : other));
        Map<Long, StoredFile> files = found.isEmpty()
                ? Map.of()
                : entities.createQuery("select f from StoredFile f where f.id in :ids", StoredFile.class)
                        .setParameter("ids", found.keySet())
                        .getResultStream()
                        .collect(Collectors.toMap(StoredFile::id, Function.identity()));
        return found.values().stream()
                .limit(most)
                .map(place -> new ClientFile(files.get(place.fileId()), place.origin(), place.dealNumber()))
                .filter(file -> Objects.nonNull(file.file()))
                .toList();
    }
}
