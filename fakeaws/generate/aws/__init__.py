"""The parts of the Faker provider: a class for each kind of value, and the tables that they read.

`home` has the account and region that all the others speak of; `arns` builds from the table in `arn_forms`;
`regions` and `ec2_prefixes` are tables of AWS. None of it imports botocore.
"""
