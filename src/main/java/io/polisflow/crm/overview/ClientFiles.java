package io.polisflow.crm.overview;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.StoredFile;
import jakarta.persistence.EntityManager;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Gathers every file that was sent, received or made for a client or on one deal, on the deals that the signed-on person sees, whichever letter or contract it hangs on. */
@Service
@Transactional(readOnly = true)
public class ClientFiles {

    private static final String FROM_CONTRACT = " from contract t join deal d on d.id = t.deal_id where :mine";
    private static final List<String> MADE = List.of(
            place("t.document_id", Origin.PROPOSAL) + " from proposal t join deal d on d.id = t.deal_id where :mine",
            place("t.document_id", Origin.CONTRACT) + FROM_CONTRACT,
            place("t.signature_file_id", Origin.SIGNATURE) + FROM_CONTRACT,
            place("t.own_signature_file_id", Origin.SIGNATURE) + FROM_CONTRACT,
            place("t.protocol_file_id", Origin.PROTOCOL) + FROM_CONTRACT,
            place("t.scan_id", Origin.SCAN) + FROM_CONTRACT);
    private static final List<String> ATTACHED = List.of(
            place("f.file_id", Origin.UPLOAD)
                    + " from deal_file f join deal d on d.id = f.deal_id where f.removed_at is null and :mine",
            // A request is the client's before it has a deal.
            place("f.file_id", Origin.REQUEST) + " from request_file f join insurance_request r on r.id = f.request_id"
                    + " left join deal d on d.id = r.deal_id where :asked",
            place("f.file_id", Origin.LETTER) + " from letter_file f join letter l on l.id = f.letter_id"
                    + " join deal d on d.id = l.deal_id where :mine");

    private final NamedParameterJdbcTemplate jdbc;
    private final EntityManager entities;
    private final DealSight sight;

    ClientFiles(NamedParameterJdbcTemplate jdbc, EntityManager entities, DealSight sight) {
        this.sight = sight;
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
        UPLOAD("Загружен"),
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

    private static String place(String file, Origin origin) {
        return "select d.number, " + file + " as file_id, " + origin.ordinal() + " as origin";
    }

    /** @return documents, signatures and attachments, newest first */
    public List<ClientFile> of(Client client, int most) {
        return read(Stream.concat(MADE.stream(), ATTACHED.stream()), "d.client_id", "r.client_id", client.id(), most);
    }

    /** @return the same of one deal */
    public List<ClientFile> of(Deal deal, int most) {
        return read(Stream.concat(MADE.stream(), ATTACHED.stream()), "d.id", "r.deal_id", deal.id(), most);
    }

    /** @return what we made and what was signed, without attachments, newest first */
    List<ClientFile> documentsOf(Client client, int most) {
        return read(MADE.stream(), "d.client_id", "r.client_id", client.id(), most);
    }

    private List<ClientFile> read(Stream<String> places, String mine, String asked, long id, int most) {
        SightCondition seen = sight.dealsInSql("d");
        String all = places.collect(Collectors.joining(" union all "))
                .replace(":mine", mine + " = :id" + seen.and())
                .replace(":asked", asked + " = :id and (d.id is null or " + seen.text() + ")");
        String sql = "select min(x.number) as number, x.file_id, min(x.origin) as origin from (" + all
                + ") x join stored_file s on s.id = x.file_id group by x.file_id, s.created_at"
                + " order by s.created_at desc, x.file_id desc limit " + most;
        List<Place> found = jdbc.query(
                sql,
                new MapSqlParameterSource(seen.parameters()).addValue("id", id),
                (row, i) -> new Place(
                        row.getLong("file_id"), Origin.values()[row.getInt("origin")], row.getString("number")));
        Map<Long, StoredFile> files = found.isEmpty()
                ? Map.of()
                : entities.createQuery("select f from StoredFile f where f.id in :ids", StoredFile.class)
                        .setParameter("ids", found.stream().map(Place::fileId).toList())
                        .getResultStream()
                        .collect(Collectors.toMap(StoredFile::id, Function.identity()));
        return found.stream()
                .map(place -> new ClientFile(files.get(place.fileId()), place.origin(), place.dealNumber()))
                .filter(file -> Objects.nonNull(file.file()))
                .toList();
    }
}
