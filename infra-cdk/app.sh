#!/bin/sh
# The app of cdk.json: runs what Maven has built, and builds nothing itself.
set -eu
cd "$(dirname "$0")"
if [ ! -f target/cdk.classpath ] || [ ! -d target/classes/dev/ecrauditor/infra ]; then
  echo "ecr-auditor: infra-cdk is not built; run 'mvn -DskipTests package' in the root of the checkout" >&2
  exit 2
fi
# jsii says of every Node release past its end of life that it is; the CDK command line needs only 18.
export JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION=20
exec java -XX:TieredStopAtLevel=1 -cp "target/classes:$(cat target/cdk.classpath)" dev.ecrauditor.infra.AuditorApp
