"""The record kinds, each described once. `KINDS` holds them by name."""

from __future__ import annotations

from clientguard.domain.records.billing import Allocation, Invoice, Payment, WriteOff
from clientguard.domain.records.describe import KINDS, Choice, Field, Instant, Kind, Problem, Record, Remark, Type
from clientguard.domain.records.engagement import Deliverable, ImportRun, Message, ProblemNote, Request, Result, Work
from clientguard.domain.records.leaving import Account, Attachment, Document, Evidence, Leaving, Obligation, Release
from clientguard.domain.records.parties import Business, Client, Contact, ContactPoint, Contract

__all__ = [
    "KINDS",
    "Account",
    "Allocation",
    "Attachment",
    "Business",
    "Choice",
    "Client",
    "Contact",
    "ContactPoint",
    "Contract",
    "Deliverable",
    "Document",
    "Evidence",
    "Field",
    "ImportRun",
    "Instant",
    "Invoice",
    "Kind",
    "Leaving",
    "Message",
    "Obligation",
    "Payment",
    "Problem",
    "ProblemNote",
    "Record",
    "Release",
    "Remark",
    "Request",
    "Result",
    "Type",
    "Work",
    "WriteOff",
]
