package dev.ecrauditor.fuzz;

import dev.ecrauditor.repository.Reading;
import dev.ecrauditor.repository.RepositoryArn;
import dev.ecrauditor.repository.RepositoryReader;
import dev.ecrauditor.repository.RepositorySnapshot;
import dev.ecrauditor.testing.SampleRepository;

/** What ECR answers for any repository there could be; a name that begins so decides. */
final class FuzzedRepositoryReader implements RepositoryReader {

    @Override
    public Reading<RepositorySnapshot> read(RepositoryArn repository) {
        String name = repository.name();
        if (name.startsWith("gone")) {
            return new Reading.Absent<>();
        }
        if (name.startsWith("denied")) {
            return new Reading.Unreadable<>("ecr:DescribeRepositories", "ECR denies describing the repository");
        }
        if (name.startsWith("down")) {
            throw new IllegalStateException("ECR does not answer");
        }
        SampleRepository good = SampleRepository.good(repository);
        if (name.startsWith("public")) {
            return good.policy(SampleRepository.PUBLIC_POLICY).known();
        }
        if (name.startsWith("bare")) {
            return good.withoutPolicy().scanOnPush(false).known();
        }
        return good.known();
    }
}
