package io.polisflow.crm.clientimport;

import java.util.List;
import java.util.Optional;
import org.springframework.data.repository.Repository;

/** Reads and keeps imports; their rows are {@link ImportRows}. */
interface ImportRepository extends Repository<ClientImport, Long> {

    /** At once: the rows that refer to it are written past the entities. */
    ClientImport saveAndFlush(ClientImport file);

    Optional<ClientImport> findById(long id);

    List<ClientImport> findTop20ByAuthorOrderByIdDesc(String author);

    List<ClientImport> findTop20ByOrderByIdDesc();
}
